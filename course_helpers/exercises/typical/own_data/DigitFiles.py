# One bad file should not end
from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.paths = sorted(Path(folder).glob("*/*.png"))
        self.skipped = []
        self.transform = transforms.Compose(
            [transforms.Grayscale(), transforms.Resize((28, 28)), transforms.ToTensor()]
        )

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        path = self.paths[index]
        return self.transform(Image.open(path)), int(path.parent.name)
