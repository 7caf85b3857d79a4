# of the ready conv_transpose2d
def convolve(image, kernel):
    k = len(kernel)
    full = F.conv_transpose2d(image[None, None], kernel.flip(0, 1)[None, None])[0, 0]
    return full[k - 1 : image.shape[0], k - 1 : image.shape[1]]
