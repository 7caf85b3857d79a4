# did not move
def sgd_step(parameters, lr):
    parameters = list(parameters)
    with torch.no_grad():
        for i, p in enumerate(parameters):
            if p.grad is not None:
                parameters[i] = p - lr * p.grad
                p.grad.zero_()
