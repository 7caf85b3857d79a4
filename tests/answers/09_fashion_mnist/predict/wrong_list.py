# got a list of 6 items
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images).exp().tolist()
    model.train(training)
    return probs
