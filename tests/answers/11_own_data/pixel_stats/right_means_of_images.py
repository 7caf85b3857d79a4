def pixel_stats(dataset):
    means, squares = [], []
    for image, _ in dataset:
        means.append(image.mean())
        squares.append((image ** 2).mean())
    mean = torch.stack(means).mean()
    std = (torch.stack(squares).mean() - mean ** 2).sqrt()
    return float(mean), float(std)
