@torch.no_grad()
def predict(model, images):
    mode = model.training
    model.eval()
    log_probs = model(images.to(next(model.parameters()).device))
    if mode:
        model.train()
    return log_probs.exp().to("cpu")
