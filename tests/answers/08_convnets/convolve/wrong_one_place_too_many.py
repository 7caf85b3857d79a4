# differ in size
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    z = torch.zeros(H - k + 2, W - k + 2)
    for i in range(H - k + 2):
        for j in range(W - k + 2):
            z[i, j] = (image[i : i + k, j : j + k] * kernel).sum()
    return z
