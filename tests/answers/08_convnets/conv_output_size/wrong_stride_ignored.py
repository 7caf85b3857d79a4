# The stride is never used
def conv_output_size(size, kernel, stride=1, padding=0):
    return size - kernel + 2 * padding + 1
