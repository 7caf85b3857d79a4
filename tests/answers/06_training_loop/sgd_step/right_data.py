def sgd_step(params, learning_rate):
    for param in params:
        if param.grad is not None:
            param.data = param.data - learning_rate * param.grad.data
            param.grad = None
