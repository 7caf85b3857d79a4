def softmax(x):
    num = torch.exp(x)
    den = torch.sum(num, 1).reshape(len(x), 1)
    return num / den
