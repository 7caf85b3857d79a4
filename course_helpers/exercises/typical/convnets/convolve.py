# last places are missing
def convolve(image, kernel):
    k = len(kernel)
    H, W = image.shape
    out = torch.zeros(H - k, W - k)
    for i in range(H - k):
        for j in range(W - k):
            out[i, j] = (image[i : i + k, j : j + k] * kernel).sum()
    return out
