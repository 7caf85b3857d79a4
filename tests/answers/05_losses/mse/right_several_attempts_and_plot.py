def mse(predictions, targets):
    return ((predictions - targets) ** 2).sum() / 2

# 1/n statt 1/(2n)
def mse(predictions, targets):
    sum = torch.sum(torch.pow(torch.sub(predictions, targets), 2))
    n = torch.numel(predictions)
    plt.plot((predictions - targets).detach().flatten(), "o")
    print("n =", n, "sum =", sum.item())
    return sum / n
