def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=1).reshape(-1, 1)
