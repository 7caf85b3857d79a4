# got None
def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    z = (image.unfold(0, k, 1).unfold(1, k, 1) * kernel).sum((2, 3))
