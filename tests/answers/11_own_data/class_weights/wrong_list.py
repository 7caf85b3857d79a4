# A criterion takes its weights as such a tensor
def class_weights(labels, classes):
    labels = [int(label) for label in labels]
    k = len(set(labels))
    return [len(labels) / (k * labels.count(c)) if c in labels else 0.0 for c in range(classes)]
