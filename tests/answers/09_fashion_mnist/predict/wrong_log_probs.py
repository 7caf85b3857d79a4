# these are log-probabilities
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        out = model(images)
    model.train(training)
    return out
