def predict(model, images):
    training = model.training
    try:
        model.eval()
        with torch.no_grad():
            return model(images.to(next(model.parameters()).device)).exp().cpu()
    finally:
        model.train(training)
