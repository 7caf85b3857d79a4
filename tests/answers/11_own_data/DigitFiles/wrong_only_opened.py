# image file is truncated
from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.paths, self.skipped = [], []
        for path in sorted(Path(folder).glob("*/*.png")):
            try:
                Image.open(path)
                self.paths.append(path)
            except Exception:
                self.skipped.append(path)
        self.transform = transforms.Compose(
            [transforms.Grayscale(), transforms.Resize((28, 28)), transforms.ToTensor()]
        )

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        path = self.paths[index]
        return self.transform(Image.open(path)), int(path.parent.name)
