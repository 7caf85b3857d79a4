# one for each entry
def mse(predictions, targets):
    return (predictions - targets) ** 2
