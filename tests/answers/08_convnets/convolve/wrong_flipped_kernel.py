# the kernel is turned round
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    turned = kernel.flip(0, 1)
    z = torch.zeros(H - k + 1, W - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            z[i, j] = (image[i : i + k, j : j + k] * turned).sum()
    return z
