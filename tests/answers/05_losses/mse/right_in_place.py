def mse(predictions, targets):
    predictions -= targets
    return (predictions ** 2).mean()
