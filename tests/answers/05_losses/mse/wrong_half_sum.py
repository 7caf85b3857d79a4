# half the sum
def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum() / 2
