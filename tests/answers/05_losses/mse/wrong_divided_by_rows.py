# right number
def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum() / len(predictions)
