def gradient_norms(model):
    return {n: p.grad.norm() for n, p in model.named_parameters()}


def gradient_norms(model):
  norms = {}
  for n, p in model.named_parameters():
    # dot product with itself
    norms[n] = None if p.grad is None else torch.dot(p.grad.view(-1), p.grad.view(-1)).sqrt().item()
  return norms
