# negative sums became 0
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    return F.relu((image.unfold(0, k, 1).unfold(1, k, 1) * kernel).sum((2, 3)))
