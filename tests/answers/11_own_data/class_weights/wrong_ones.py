# all classes weigh the same here
def class_weights(labels, classes):
    return torch.ones(classes)
