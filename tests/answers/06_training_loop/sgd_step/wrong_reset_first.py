# before they are used
def sgd_step(parameters, lr):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p.grad.zero_()
                p -= lr * p.grad
