def conv_output_size(size, kernel, stride=None, padding=None):
    if stride is None:
        stride = 1
    if padding is None:
        padding = 0
    return (size + padding * 2 - kernel + stride) // stride
