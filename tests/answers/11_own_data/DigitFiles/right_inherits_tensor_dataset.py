from pathlib import Path

from PIL import Image
from torch.utils.data import TensorDataset
from torchvision.transforms.functional import pil_to_tensor


class DigitFiles(TensorDataset):
    def __init__(self, folder):
        images, labels, self.skipped = [], [], []
        for path in sorted(Path(folder).glob("*/*.png")):
            try:
                image = Image.open(path).convert("L").resize((28, 28))
            except Exception:
                self.skipped.append(path)
            else:
                images.append(pil_to_tensor(image) / 255)
                labels.append(int(path.parent.stem))
        super().__init__(torch.stack(images), torch.tensor(labels))
