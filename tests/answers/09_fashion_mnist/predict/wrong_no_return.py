# got None. Does your function end with return?
def predict(model, images):
    training = model.training
    model.eval()
    with torch.no_grad():
        probs = model(images).exp()
    model.train(training)
    print(probs)
