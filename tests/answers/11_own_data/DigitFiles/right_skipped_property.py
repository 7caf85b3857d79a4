from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.folder = Path(folder)
        every = sorted(self.folder.glob("*/*.png"))
        self.good = [path for path in every if self.is_good(path)]
        self.bad = [path for path in every if path not in self.good]
        self.to_image = v2.Compose([
            v2.ToImage(),
            v2.Grayscale(),
            v2.Resize((28, 28)),
            v2.ToDtype(torch.float32, scale=True),
        ])

    @staticmethod
    def is_good(path):
        try:
            Image.open(path).load()
            return True
        except Exception:
            return False

    @property
    def skipped(self):
        return [path.relative_to(self.folder) for path in self.bad]

    def __len__(self):
        return len(self.good)

    def __getitem__(self, index):
        path = self.good[index]
        image = self.to_image(Image.open(path).convert("RGB"))
        return torch.Tensor(image), int(path.parent.name)
