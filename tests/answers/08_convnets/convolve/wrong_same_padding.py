# there are zeros around the image
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    p = k // 2
    padded = torch.zeros(H + 2 * p, W + 2 * p)
    padded[p:p + H, p:p + W] = image
    z = torch.zeros(H, W)
    for i in range(H):
        for j in range(W):
            z[i, j] = (padded[i:i + k, j:j + k] * kernel).sum()
    return z
