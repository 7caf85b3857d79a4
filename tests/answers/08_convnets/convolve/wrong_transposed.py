# rows and columns have changed places
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    z = torch.zeros(W - k + 1, H - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            z[j, i] = (image[i : i + k, j : j + k] * kernel).sum()
    return z
