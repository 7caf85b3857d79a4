# half of the right value
def mse(predictions, targets):
    n = predictions.numel()
    return 1 / (2 * n) * ((predictions - targets) ** 2).sum()
