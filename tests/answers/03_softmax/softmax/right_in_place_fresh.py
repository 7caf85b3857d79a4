def softmax(x):
    e = x.exp()
    e /= e.sum(dim=1, keepdim=True)
    return e
