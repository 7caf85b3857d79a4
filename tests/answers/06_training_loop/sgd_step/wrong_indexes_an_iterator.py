# may be an iterator
def sgd_step(parameters, lr):
    with torch.no_grad():
        for i in range(len(parameters)):
            if parameters[i].grad is not None:
                parameters[i] -= lr * parameters[i].grad
                parameters[i].grad.zero_()
