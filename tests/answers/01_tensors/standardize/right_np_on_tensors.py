def standardize(x):
    m = np.mean(x.numpy(), axis=0)
    s = np.std(x.numpy(), axis=0, ddof=1)
    s = np.maximum(s, 1e-9)
    return (x - torch.tensor(m)) / torch.tensor(s)
