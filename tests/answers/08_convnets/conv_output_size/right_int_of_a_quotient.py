def conv_output_size(size, kernel, stride=1, padding=0):
    """Width of the output."""
    out = int((size - kernel + 2*padding) / stride) + 1
    print("output size:", out)
    return out
