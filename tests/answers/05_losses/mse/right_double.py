def mse(predictions, targets):
    predictions, targets = predictions.double(), targets.double()
    return ((predictions - targets) ** 2).mean()
