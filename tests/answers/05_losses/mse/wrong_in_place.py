# inplace operation
def mse(predictions, targets):
    predictions -= targets
    predictions *= predictions
    return predictions.mean()
