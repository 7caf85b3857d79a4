# Which tensors has a network?
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images.to(model.device)).exp()
    model.train(training)
    return probs.cpu()
