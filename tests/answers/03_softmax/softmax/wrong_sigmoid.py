# one score alone
def softmax(x):
    return 1 / (1 + torch.exp(-x))
