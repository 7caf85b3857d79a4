def sgd_step(parameters, lr):
    parameters = list(parameters)
    for i in range(len(parameters)):
        weight = parameters[i]
        if weight.grad is not None:
            gradient = weight.grad
            with torch.no_grad():
                weight.copy_(weight - lr * gradient)
    for weight in parameters:
        weight.grad = None
