# lost its graph
def mse(predictions, targets):
    with torch.no_grad():
        return F.mse_loss(predictions, targets)
