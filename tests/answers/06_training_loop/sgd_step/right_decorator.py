@torch.no_grad()
def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is not None:
            p.add_(p.grad, alpha=-lr)
            p.grad.fill_(0)
