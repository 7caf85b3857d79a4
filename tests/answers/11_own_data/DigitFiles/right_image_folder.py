from PIL import Image
from torch.utils.data import Dataset
from torchvision import datasets, transforms


class DigitFiles(Dataset):
    def __init__(self, folder):
        inner = datasets.ImageFolder(folder)
        self.skipped = []
        self.samples = []
        for path, number in inner.samples:
            try:
                Image.open(path).load()
            except OSError:
                self.skipped.append(path)
            else:
                self.samples.append((path, int(inner.classes[number])))
        self.transform = transforms.Compose([
            transforms.Grayscale(1),
            transforms.Resize(28),
            transforms.CenterCrop(28),
            transforms.ToTensor(),
        ])

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        path, label = self.samples[index]
        return self.transform(Image.open(path)), label
