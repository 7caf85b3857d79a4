def predict(model, images):
    training = model.training
    model = model.eval()
    ps = model(images.to(next(model.parameters()).device)).exp().data.cpu()
    ps /= ps.sum(dim=1, keepdim=True)
    model.train(training)
    return ps
