import numpy


def center(image):
    a = image.squeeze(0).numpy().astype(float)
    if a.sum() == 0:
        return image
    ys, xs = numpy.indices(a.shape)
    dy = int(numpy.floor(13.5 - (ys * a).sum() / a.sum() + 0.5))
    dx = int(numpy.floor(13.5 - (xs * a).sum() / a.sum() + 0.5))
    padded = numpy.pad(a, 28)
    cut = padded[28 - dy : 56 - dy, 28 - dx : 56 - dx]
    return torch.tensor(cut, dtype=torch.float32).reshape(1, 28, 28)
