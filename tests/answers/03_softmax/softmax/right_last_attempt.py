def softmax(x):
    return torch.exp(x) / torch.sum(torch.exp(x))

#def softmax(x):
#    return torch.exp(x)/torch.sum(torch.exp(x), dim=0)

def softmax(x):
    """Softmax über die Zeilen."""
    return torch.exp(x) / torch.sum(torch.exp(x), dim=1).view(x.shape[0], -1)
