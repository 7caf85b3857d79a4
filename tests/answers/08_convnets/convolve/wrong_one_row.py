# in one row
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    return torch.stack([(image[i : i + k, j : j + k] * kernel).sum() for i in range(H - k + 1) for j in range(W - k + 1)])
