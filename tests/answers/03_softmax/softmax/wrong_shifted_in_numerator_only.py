# row 0 of your result sums to
def softmax(x):
    m = x.max(dim=1, keepdim=True)[0]
    return torch.exp(x - m) / torch.exp(x).sum(dim=1, keepdim=True)
