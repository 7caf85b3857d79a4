def softmax(x):
    top = torch.exp(x)
    bottom = top.sum(dim=1)
    bottom = bottom.view(bottom.shape[0], 1)
    return torch.div(top, bottom)
