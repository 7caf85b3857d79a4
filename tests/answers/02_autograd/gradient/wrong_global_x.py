# expected
X = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)

def gradient(f, x):
    X.grad = None
    (X ** 2).sum().backward()
    return X.grad
