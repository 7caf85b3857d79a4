# largest singular value
def gradient_norms(model):
    norms = {}
    for name, p in model.named_parameters():
        if p.grad is None:
            norms[name] = None
        else:
            g = p.grad
            g = g.reshape(len(g), -1) if g.dim() > 1 else g.reshape(-1)
            norms[name] = torch.linalg.norm(g, ord=2).item()
    return norms
