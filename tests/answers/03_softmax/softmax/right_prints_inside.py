def softmax(x):
    print(x.shape)
    a = torch.exp(x)
    b = torch.sum(torch.exp(x), dim=1)
    print("a", a.shape, "b", b.shape)
    b = b.view(-1, 1)
    print("b neu →", b.shape)
    return a / b

print(softmax(torch.randn(64, 10)).shape)
