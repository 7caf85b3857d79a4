# squared after the mean
def mse(predictions, targets):
    return (predictions - targets).mean() ** 2
