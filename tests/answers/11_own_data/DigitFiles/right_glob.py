import glob
import os

from PIL import Image
from torch.utils.data import Dataset
import torchvision.transforms.functional as TF


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.files = []
        self.skipped = []
        for path in sorted(glob.glob(os.path.join(folder, "*", "*.png"))):
            try:
                self.read(path)
            except OSError:
                self.skipped.append(path)
            else:
                self.files.append(path)

    def read(self, path):
        image = TF.to_tensor(Image.open(path).convert("L"))
        return TF.resize(image, [28, 28], antialias=True)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        path = self.files[index]
        return self.read(path), int(os.path.basename(os.path.dirname(path)))
