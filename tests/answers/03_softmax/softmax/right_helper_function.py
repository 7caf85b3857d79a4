def one_row(row):
    return torch.exp(row) / torch.exp(row).sum()

def softmax(x):
    return torch.stack([one_row(row) for row in x], dim=0)
