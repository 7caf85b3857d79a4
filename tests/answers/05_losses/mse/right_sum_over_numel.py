def mse(y_hat, y):
    n = y.numel()
    return torch.sum(torch.pow(y_hat - y, 2)) / n
