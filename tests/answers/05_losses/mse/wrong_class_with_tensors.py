# make an object of the class
def mse(predictions, targets):
    return nn.MSELoss(predictions, targets)
