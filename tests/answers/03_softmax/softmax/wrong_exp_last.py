# exp is taken after dividing
def softmax(x):
    return torch.exp(x / torch.sum(x, dim=1, keepdim=True))
