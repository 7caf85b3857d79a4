def softmax(x):
    e = np.exp(x.detach().numpy())
    return torch.tensor(e / e.sum(axis=1, keepdims=True))
