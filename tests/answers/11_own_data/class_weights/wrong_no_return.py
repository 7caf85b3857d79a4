# Does your function end with return
def class_weights(labels, classes):
    labels = torch.as_tensor(labels)
    weights = 1 / torch.bincount(labels, minlength=classes)
    weights /= weights[labels].mean()
