# divided by 3
def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum() / 3
