from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset


class DigitFiles(Dataset):
    weights = torch.tensor([0.2126, 0.7152, 0.0722])

    def __init__(self, folder):
        self.data, self.skipped = [], []
        for path in sorted(Path(folder).glob("*/*.png")):
            try:
                image = Image.open(path)
                image.load()
            except Exception:
                self.skipped.append(path)
                continue
            rgb = np.array(image.convert("RGB").resize((28, 28), Image.BICUBIC))
            grey = (torch.tensor(rgb) / 255) @ self.weights
            self.data.append((grey.unsqueeze(0), np.int64(path.parent.name)))

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.data[index]
