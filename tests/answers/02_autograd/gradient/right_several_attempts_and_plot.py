def gradient(f, x):
    x.requires_grad = True
    f(x).backward()
    return x.grad

# besser mit einer Kopie
def gradient(f, x):
    input = torch.tensor(x.detach().numpy(), requires_grad=True)
    sum = f(input)
    sum.backward()
    plt.plot(input.grad.flatten())
    plt.title("gradient")
    print(input.grad)
    return input.grad
