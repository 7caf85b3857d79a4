def standardize(x):
    t = x.T
    c = t - t.mean(1).unsqueeze(1)
    s = c.norm(dim=1).view(-1, 1) / (x.shape[0] ** 0.5)
    c = c / torch.max(s, torch.full_like(s, 1e-10))
    return c.t()
