# larger by 1 than they should be
def class_weights(labels, classes):
    labels = torch.as_tensor(labels)
    weights = 1 / (torch.bincount(labels, minlength=classes) + 1)
    return weights / weights[labels].mean()
