max, sum, len, range = 3, 4, 5, 6

def conv_output_size(size, kernel, stride=1, padding=0):
    sum = size + 2 * padding
    max = sum - kernel
    return max // stride + 1
