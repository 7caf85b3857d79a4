# absolute values
def mse(predictions, targets):
    return F.l1_loss(predictions, targets)
