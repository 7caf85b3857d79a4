# differ in size
def convolve(image, kernel):
    return (image * kernel).sum()
