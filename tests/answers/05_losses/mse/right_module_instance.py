criterion = nn.MSELoss()

def mse(predictions, targets):
    loss = criterion(predictions, targets)
    return loss
