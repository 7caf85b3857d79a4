# A class may be absent: what is its weight then
def class_weights(labels, classes):
    labels = [int(label) for label in labels]
    k = len(set(labels))
    return torch.tensor([len(labels) / (k * labels.count(c)) for c in range(classes)])
