# end with return
def mse(predictions, targets):
    loss = ((predictions - targets) ** 2).mean()
    print(loss)
