# every row should sum to 1; row 0 of your result sums to
def softmax(x):
    return torch.exp(x) / torch.sum(torch.exp(x), dim=0)
