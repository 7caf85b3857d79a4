def mse(predictions, targets):
    return F.mse_loss(predictions, targets)
