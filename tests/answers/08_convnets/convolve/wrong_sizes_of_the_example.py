# Is the kernel's size fixed
def convolve(image, kernel):
    H, W = image.shape
    total = 0
    for u in range(3):
        for v in range(3):
            total = total + kernel[u, v] * image[u : H - 2 + u, v : W - 2 + v]
    return total
