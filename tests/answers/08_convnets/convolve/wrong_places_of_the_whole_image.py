# How many places has the kernel
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    z = torch.zeros(H, W)
    for i in range(H):
        for j in range(W):
            z[i, j] = (image[i : i + k, j : j + k] * kernel).sum()
    return z
