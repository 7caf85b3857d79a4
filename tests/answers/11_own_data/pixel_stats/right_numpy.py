def pixel_stats(dataset):
    total, total_sq, n = np.float64(0), np.float64(0), 0
    for image, label in dataset:
        a = image.numpy().astype(np.float64)
        total += a.sum()
        total_sq += (a ** 2).sum()
        n += a.size
    mean = total / n
    return mean, np.sqrt(total_sq / n - mean ** 2)
