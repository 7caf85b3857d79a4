def mse(predictions, targets):
    diff = predictions.flatten() - targets.flatten()
    sum = torch.dot(diff, diff)
    print("sum", sum)
    return sum / diff.shape[0]
