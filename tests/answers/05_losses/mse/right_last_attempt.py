def mse(predictions, targets):
    return (predictions - targets).mean()

# that gave negative numbers
def mse(predictions, targets):
    return torch.square(predictions - targets).sum() / 3

def mse(predictions, targets):
    return torch.mean(torch.square(torch.sub(predictions, targets)))
