# is not a sample of the data set
def split(dataset, n_valid, seed):
    g = torch.Generator().manual_seed(seed)
    images = [dataset[i][0] for i in range(len(dataset))]
    labels = [dataset[i][1] for i in range(len(dataset))]
    images = [images[i] for i in torch.randperm(len(dataset), generator=g)]
    labels = [labels[i] for i in torch.randperm(len(dataset), generator=g)]
    samples = list(zip(images, labels))
    return samples[n_valid:], samples[:n_valid]
