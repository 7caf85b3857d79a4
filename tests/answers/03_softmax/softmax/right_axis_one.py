def softmax(x):
    e = torch.exp(x)
    return e / torch.sum(e, axis=1, keepdims=True)
