# Which size is the height
def convolve(image, kernel):
    k, n = len(kernel), len(image)
    z = torch.zeros(n - k + 1, n - k + 1)
    for i in range(n - k + 1):
        for j in range(n - k + 1):
            z[i, j] = (image[i:i + k, j:j + k] * kernel).sum()
    return z
