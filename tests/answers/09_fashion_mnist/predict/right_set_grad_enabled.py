def predict(model, images):
    torch.set_grad_enabled(False)
    training = model.training
    model.train(False)
    out = model.forward(images.to(list(model.parameters())[0].device))
    probs = np.e ** out
    model.train(training)
    torch.set_grad_enabled(True)
    return probs.cpu()
