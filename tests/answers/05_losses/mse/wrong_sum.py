# summed up
def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum()
