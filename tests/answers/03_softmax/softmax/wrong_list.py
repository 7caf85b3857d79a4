# a list of 64 items
def softmax(x):
    return [torch.exp(row) / torch.exp(row).sum() for row in x]
