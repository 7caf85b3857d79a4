# softmax runs down the columns
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = F.softmax(model(images), dim=0)
    model.train(training)
    return probs
