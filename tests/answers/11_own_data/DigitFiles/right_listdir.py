import os

from PIL import Image, UnidentifiedImageError
from torch.utils.data import Dataset


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.data = []
        self.skipped = []
        for label in sorted(os.listdir(folder)):
            for name in sorted(os.listdir(os.path.join(folder, label))):
                path = os.path.join(folder, label, name)
                try:
                    image = Image.open(path).convert("L")
                except (UnidentifiedImageError, OSError):
                    self.skipped.append(path)
                    continue
                if image.size != (28, 28):
                    image = image.resize((28, 28))
                x = np.array(image) / 255
                x = torch.tensor(x, dtype=torch.float32).reshape(1, 28, 28)
                self.data.append((x, int(label)))

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return self.data[i]
