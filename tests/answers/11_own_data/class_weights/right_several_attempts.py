# my first try
def class_weights(labels, classes):
    return 1 / torch.bincount(labels)

# now it works
def class_weights(labels, classes):
    n = [0] * classes
    for label in labels:
        n[int(label)] += 1
    k = sum(1 for c in n if c > 0)
    w = torch.zeros(classes)
    for c in range(classes):
        if n[c] > 0:
            w[c] = len(labels) / (k * n[c])
    return w
