import os

from PIL import Image
from torch.utils.data import Dataset


def files(folder):
    for label in sorted(os.listdir(folder), key=int):
        for name in sorted(os.listdir(f"{folder}/{label}")):
            yield f"{folder}/{label}/{name}", int(label)


def read(path):
    with Image.open(path) as image:
        grey = image.convert("L")
    if grey.size != (28, 28):
        grey = grey.resize((28, 28), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.asarray(grey).copy()).unsqueeze(0).float().div(255)


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.skipped, images, labels = [], [], []
        for path, label in files(folder):
            try:
                images.append(read(path))
                labels.append(label)
            except Exception:
                self.skipped.append(path)
        self.images = torch.stack(images)
        self.labels = torch.tensor(labels)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index], self.labels[index]
