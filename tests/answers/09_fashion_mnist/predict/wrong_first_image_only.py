# expected a tensor of shape (6, 10); got a tensor of shape (1, 10)
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images[0].unsqueeze(0)).exp()
    model.train(training)
    return probs
