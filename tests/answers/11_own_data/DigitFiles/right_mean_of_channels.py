from pathlib import Path

from PIL import Image
from torch.utils.data import Dataset


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.images, self.labels, self.skipped = [], [], set()
        for path in sorted(Path(folder).rglob("*.png")):
            try:
                a = np.array(Image.open(path), dtype=np.float32)
            except OSError:
                self.skipped.add(str(path))
                continue
            if a.ndim == 3:
                a = a.mean(axis=2)
            x = torch.tensor(a)[None] / 255
            if x.shape != (1, 28, 28):
                x = F.interpolate(x[None], size=(28, 28))[0]
            self.images.append(x)
            self.labels.append(int(path.parts[-2]))

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.images[index], self.labels[index]
