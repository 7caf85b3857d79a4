# the network came in evaluation mode
def predict(model, images):
    model.eval()
    with torch.no_grad():
        probs = model(images).exp()
    model.train()
    return probs
