from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset


class DigitFiles(Dataset):
    def __init__(self, folder):
        super().__init__()
        self.items, self.skipped = [], []
        for sub in sorted(Path(folder).iterdir(), key=lambda p: int(p.name)):
            if not sub.is_dir():
                continue
            for file in sorted(sub.iterdir()):
                try:
                    self.items.append((self.load(file), int(sub.name)))
                except Exception as error:
                    self.skipped += [file]

    def load(self, file):
        picture = Image.open(file).convert("L").resize((28, 28), Image.NEAREST)
        return torch.tensor(list(picture.getdata())).float().view(1, 28, 28) / 255

    def __getitem__(self, index):
        return self.items[index]

    def __len__(self):
        return len(self.items)
