import os

from torch.utils.data import Dataset


class DigitFiles(Dataset):
    def __init__(self, folder):
        self.samples, self.skipped = [], []
        for root, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(root, name)
                try:
                    a = plt.imread(path)
                except Exception:
                    self.skipped.append(path)
                    continue
                if a.ndim == 3:
                    a = a[..., :3] @ np.array([0.299, 0.587, 0.114])
                x = torch.from_numpy(np.asarray(a, dtype=np.float32))[None, None]
                x = F.interpolate(x, (28, 28), mode="bilinear", align_corners=False)
                self.samples.append((x[0], int(os.path.basename(root))))

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        return self.samples[index]
