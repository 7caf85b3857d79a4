from sklearn.utils.class_weight import compute_class_weight

def class_weights(labels, classes):
    labels = np.asarray(labels)
    present = np.unique(labels)
    weights = torch.zeros(classes, dtype=torch.float32)
    values = compute_class_weight("balanced", classes=present, y=labels)
    for c, value in zip(present, values):
        weights[int(c)] = float(value)
    return weights
