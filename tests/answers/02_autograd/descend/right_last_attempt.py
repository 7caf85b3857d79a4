def descend(f, x0, lr, steps):
    raise ValueError("first try")

list_of_points = []

def descend(f, x0, lr, steps):
    sum = []
    x = x0.detach().clone()
    for i in range(steps):
        sum.append(x)
        x = x.clone().requires_grad_()
        y = f(x)
        y.backward(retain_graph=True)
        x = x.detach() - lr * x.grad.detach()
    sum.append(x)
    plt.plot(range(len(sum)), range(len(sum)), "o-")
    return sum

descend(lambda x: x ** 2, torch.tensor(4.0), 0.25, 2)
