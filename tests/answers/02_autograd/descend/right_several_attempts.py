def descend(f, x0, lr, steps):
    x = x0
    for i in range(steps):
        x = x - lr * f(x)
    return x

def descend(f, x0, lr, steps):
    input = x0.detach().clone().requires_grad_()
    list_ = [input.detach().clone()]
    for i in range(steps):
        sum = f(input)
        sum.backward()
        print(i, input.tolist(), input.grad.tolist())
        input.data -= lr * input.grad.data
        input.grad.data.zero_()
        list_ += [input.data.clone()]
    return list_
