class Part(torch.utils.data.Dataset):
    def __init__(self, whole, numbers):
        self.whole = whole
        self.numbers = numbers

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, i):
        return self.whole[self.numbers[i]]


def split(dataset, n_valid, seed):
    numbers = torch.rand(len(dataset), generator=torch.Generator().manual_seed(seed))
    numbers = numbers.argsort().tolist()
    return Part(dataset, numbers[:-n_valid]), Part(dataset, numbers[-n_valid:])
