import numpy as np

def accuracy(scores, labels):
    predictions = np.argmax(scores.numpy(), axis=1)
    return np.mean(predictions == labels.numpy())
