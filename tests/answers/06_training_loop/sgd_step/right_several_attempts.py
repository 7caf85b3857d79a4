# Versuch 1: ändert nur eine Kopie
def sgd_step(parameters, lr):
    for p in parameters:
        p = p - lr * p.grad

# Versuch 2
def sgd_step(parameters, lr):
    sum = 0
    for p in parameters:
        if p.grad is not None:
            sum += p.grad.abs().sum()
            p.data += -lr * p.grad
            p.grad.detach_()
            p.grad.zero_()
    print("sum of the slopes:", float(sum))
