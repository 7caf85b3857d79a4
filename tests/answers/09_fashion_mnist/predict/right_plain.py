def predict(model, images):
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    with torch.no_grad():
        probs = torch.exp(model(images.to(device)))
    model.train(was_training)
    return probs.cpu()
