# square root too many
def mse(predictions, targets):
    return torch.sqrt(torch.mean((predictions - targets) ** 2))
