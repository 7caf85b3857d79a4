import io
import pathlib

from PIL import Image


class DigitFiles(torch.utils.data.Dataset):
    def __init__(self, folder):
        self.entries = []
        self.skipped = []
        paths = [p for p in pathlib.Path(folder).rglob("*") if p.is_file()]
        paths.sort(key=lambda p: (int(p.parent.name), p.name))
        for p in paths:
            raw = p.read_bytes()
            try:
                Image.open(io.BytesIO(raw)).load()
            except Exception:
                self.skipped.append(p)
            else:
                self.entries.append((raw, int(p.parent.name)))

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, index):
        raw, label = self.entries[index]
        image = Image.open(io.BytesIO(raw)).convert("L").resize((28, 28), Image.BOX)
        return torch.tensor(np.array(image) / 255.0, dtype=torch.float).view(1, 28, 28), label
