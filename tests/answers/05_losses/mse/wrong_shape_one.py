# expected a tensor of shape ()
def mse(predictions, targets):
    return ((predictions - targets) ** 2).mean().view(1)
