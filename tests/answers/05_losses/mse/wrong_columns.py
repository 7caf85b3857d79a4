# one dimension only
def mse(predictions, targets):
    return ((predictions - targets) ** 2).mean(dim=0)
