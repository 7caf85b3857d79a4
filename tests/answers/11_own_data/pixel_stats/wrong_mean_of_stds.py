# each around a mean of its own
def pixel_stats(dataset):
    means, stds = [], []
    for image, _ in dataset:
        means.append(image.mean())
        stds.append(image.std())
    return torch.stack(means).mean(), torch.stack(stds).mean()
