# nothing is divided
def softmax(x):
    return torch.exp(x)
