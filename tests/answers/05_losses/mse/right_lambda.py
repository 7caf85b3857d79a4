mse = lambda p, t: (t - p).square().mean()
