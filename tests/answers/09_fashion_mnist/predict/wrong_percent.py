# Row 0 of your result sums to 100.00
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = 100 * model(images).exp()
    model.train(training)
    return probs
