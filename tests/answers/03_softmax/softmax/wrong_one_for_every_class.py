# got the same twice
def softmax(x):
    return torch.ones(x.shape) / x.shape[1]
