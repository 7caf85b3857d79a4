# new tensor
def sgd_step(parameters, lr):
    parameters = [p - lr * p.grad for p in parameters if p.grad is not None]
    return parameters
