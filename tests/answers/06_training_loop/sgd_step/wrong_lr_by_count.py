# number_of_
def sgd_step(parameters, lr):
    parameters = list(parameters)
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= lr / len(parameters) * p.grad
                p.grad = None
