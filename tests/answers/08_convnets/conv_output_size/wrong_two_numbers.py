# got a list of 2 items
def conv_output_size(size, kernel, stride=1, padding=0):
    h = (size + 2 * padding - kernel) // stride + 1
    w = (size + 2 * padding - kernel) // stride + 1
    return h, w
