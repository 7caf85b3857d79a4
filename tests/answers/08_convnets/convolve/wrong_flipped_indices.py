# the kernel is turned round
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    z = torch.zeros(H - k + 1, W - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            z[i, j] = sum(kernel[u, v] * image[i + k - 1 - u, j + k - 1 - v] for u in range(k) for v in range(k))
    return z
