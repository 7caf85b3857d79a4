# global random state should stay as it was
import random


def split(dataset, n_valid, seed):
    random.seed(seed)
    indices = random.sample(range(len(dataset)), len(dataset))
    return Subset(dataset, indices[n_valid:]), Subset(dataset, indices[:n_valid])
