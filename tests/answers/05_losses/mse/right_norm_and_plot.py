def mse(predictions, targets):
    plt.plot((predictions - targets).detach().flatten().numpy())
    plt.show()
    return torch.linalg.vector_norm(predictions - targets) ** 2 / predictions.numel()
