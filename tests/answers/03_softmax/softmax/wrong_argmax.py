# got a tensor of int64 of shape (64,)
def softmax(x):
    return torch.argmax(torch.exp(x), dim=1)
