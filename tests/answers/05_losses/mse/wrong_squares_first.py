# mean(square(predictions) - square(targets))
def mse(predictions, targets):
    return (predictions**2 - targets**2).mean()
