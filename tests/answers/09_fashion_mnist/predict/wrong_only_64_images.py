# shape '[64, 784]' is invalid
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images.view(64, 784)).exp()
    model.train(training)
    return probs
