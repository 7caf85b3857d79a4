# there are zeros around the image
def convolve(image, kernel):
    k = len(kernel)
    x = F.pad(image, (k - 1, k - 1, k - 1, k - 1))
    return (x.unfold(0, k, 1).unfold(1, k, 1) * kernel).sum((2, 3))
