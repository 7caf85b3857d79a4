# the network ran in training mode
def predict(model, images):
    training = model.training
    model.eval
    with torch.no_grad():
        probs = model(images).exp()
    model.train(training)
    return probs
