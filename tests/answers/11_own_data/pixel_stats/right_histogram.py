def pixel_stats(dataset):
    means = np.zeros(len(dataset))
    variances = np.zeros(len(dataset))
    for i, (image, _) in enumerate(dataset):
        means[i] = image.mean()
        variances[i] = image.var(correction=0)
    # all variance is variance within the images and between them
    return means.mean(), np.sqrt(variances.mean() + means.var())
