# A loss takes whole numbers
from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.images, self.labels, self.skipped = [], [], []
        for path in sorted(Path(folder).glob("*/*")):
            try:
                image = Image.open(path).convert("L")
            except Exception:
                self.skipped.append(path)
                continue
            image = image.resize((28, 28))
            pixels = torch.from_numpy(np.array(image, dtype=np.float32)) / 255
            self.images.append(pixels.unsqueeze(0))
            self.labels.append(float(path.parent.name))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index], self.labels[index]
