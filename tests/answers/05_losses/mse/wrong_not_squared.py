# not squared
def mse(predictions, targets):
    return (targets - predictions).mean()
