def sgd_step(parameters, lr):
    with torch.no_grad():
        for p in parameters:
            if p.grad is None:
                continue
            p -= lr * p.grad
            p.grad.zero_()
