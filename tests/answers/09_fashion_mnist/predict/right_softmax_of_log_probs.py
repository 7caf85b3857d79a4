def predict(model, images):
    """softmax of log-probabilities is exp of them."""
    training = model.training
    model.eval()
    with torch.no_grad():
        for p in model.parameters():
            device = p.device
            break
        output = F.softmax(model(images.to(device)), dim=1)
    model.train(mode=training)
    return output.detach().cpu()
