# the network came in training mode
def predict(model, images):
    model.eval()
    training = model.training
    with torch.no_grad():
        probs = model(images).exp()
    model.train(training)
    return probs
