# right number
def mse(predictions, targets):
    squares = (predictions - targets) ** 2
    return squares.sum() / (squares.numel() - 1)
