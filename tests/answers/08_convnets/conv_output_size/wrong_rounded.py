# does not fit whole does not count
def conv_output_size(size, kernel, stride=1, padding=0):
    return round((size + 2 * padding - kernel) / stride + 1)
