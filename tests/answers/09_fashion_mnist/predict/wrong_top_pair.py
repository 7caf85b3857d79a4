# got a list of 2 items
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images).exp()
    model.train(training)
    return probs.max(dim=1)
