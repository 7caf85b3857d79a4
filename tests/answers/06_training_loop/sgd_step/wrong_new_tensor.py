# did not move
def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is not None:
            p = p - lr * p.grad
