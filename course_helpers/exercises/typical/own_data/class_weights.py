# How many classes share the samples
def class_weights(labels, classes):
    counts = torch.bincount(torch.as_tensor(labels), minlength=classes)
    return len(labels) / (classes * counts)
