# of the ready conv2d
def convolve(image, kernel):
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]
