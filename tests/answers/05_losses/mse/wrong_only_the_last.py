# last(square(predictions - targets))
def mse(predictions, targets):
    for p, t in zip(predictions.flatten(), targets.flatten()):
        total = (p - t) ** 2
    return total
