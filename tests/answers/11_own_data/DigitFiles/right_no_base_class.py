import os

from PIL import Image, ImageOps


class DigitFiles:
    def __init__(self, folder):
        self.folder = str(folder)
        self.names = []
        self.skipped = ()
        for name in sorted(os.listdir(self.folder)):
            for file in sorted(os.listdir(self.folder + "/" + name)):
                try:
                    self.picture(name, file)
                    self.names.append((name, file))
                except Exception:
                    self.skipped += (self.folder + "/" + name + "/" + file,)

    def picture(self, name, file):
        return ImageOps.grayscale(Image.open(self.folder + "/" + name + "/" + file))

    def __len__(self):
        return len(self.names)

    def __getitem__(self, n):
        name, file = self.names[n]
        image = ImageOps.fit(self.picture(name, file), (28, 28))
        image = torch.tensor(np.array(image)).float() / 255
        return image[None], int(name)
