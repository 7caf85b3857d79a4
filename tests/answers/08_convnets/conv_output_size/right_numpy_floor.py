def conv_output_size(size, kernel, stride=1, padding=0):
    return int(np.floor((size + 2 * padding - (kernel - 1) - 1) / stride + 1))
