def pixel_stats(dataset):
    n, mean, m2 = 0, 0.0, 0.0
    for image, _ in dataset:
        k = image.numel()
        m = image.mean().item()
        s = image.var(unbiased=False).item() * k
        delta = m - mean
        mean += delta * k / (n + k)
        m2 += s + delta ** 2 * n * k / (n + k)
        n += k
    return mean, (m2 / n) ** 0.5
