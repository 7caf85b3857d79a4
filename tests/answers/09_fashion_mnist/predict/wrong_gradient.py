# requires grad
def predict(model, images):
    training = model.training
    model.eval()
    probs = model(images).exp()
    model.train(training)
    return probs
