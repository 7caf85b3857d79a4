# ends after one walk
def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is not None:
            p.data -= lr * p.grad
    for p in parameters:
        p.grad = None
