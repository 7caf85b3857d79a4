# a list of
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    return [[(image[i : i + k, j : j + k] * kernel).sum() for j in range(W - k + 1)] for i in range(H - k + 1)]
