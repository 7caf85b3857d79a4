# moves over the padding with the same stride
def conv_output_size(size, kernel, stride=1, padding=0):
    return (size - kernel) // stride + 1 + 2 * padding
