def sgd_step(parameters, lr):
    for p in parameters:
        if p.grad is not None:
            values = p.detach().numpy()
            np.subtract(values, np.multiply(lr, p.grad.numpy()), out=values)
            p.grad = None
