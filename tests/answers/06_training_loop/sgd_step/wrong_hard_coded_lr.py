# expected
def sgd_step(parameters, lr):
    learning_rate = 0.01
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= learning_rate * p.grad
                p.grad.zero_()
