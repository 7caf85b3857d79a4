# `my_model` is not one of its arguments (parameters, lr)
def sgd_step(parameters, lr):
    with torch.no_grad():
        for p in my_model.parameters():
            p -= lr * p.grad
