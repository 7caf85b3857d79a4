# this is one place alone
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            return (image[i : i + k, j : j + k] * kernel).sum()
