# there is a 1 too many
def convolve(image, kernel):
    b = 1
    k = kernel.shape[0]
    H, W = image.shape
    z = torch.zeros(H - k + 1, W - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            z[i, j] = b + (image[i : i + k, j : j + k] * kernel).sum()
    return z
