from sklearn.model_selection import train_test_split


def split(dataset, n_valid, seed):
    train_idx, valid_idx = train_test_split(
        range(len(dataset)), test_size=n_valid, random_state=seed
    )
    return Subset(dataset, train_idx), Subset(dataset, valid_idx)
