# the network ran in training mode
def predict(model, images):
    with torch.no_grad():
        return model(images).exp()
