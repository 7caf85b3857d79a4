# leaf that requires grad
def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is not None:
            gradient = p.grad
            p.requires_grad = False
            p -= lr * gradient
            p.grad = None
