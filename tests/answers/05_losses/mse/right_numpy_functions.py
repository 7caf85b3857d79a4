import numpy as np

def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum() / np.prod(predictions.shape)
