import random


def split(dataset, n_valid, seed):
    numbers = list(range(len(dataset)))
    random.Random(seed).shuffle(numbers)
    valid = [dataset[i] for i in numbers[:n_valid]]
    train = [dataset[i] for i in numbers[n_valid:]]
    return train, valid
