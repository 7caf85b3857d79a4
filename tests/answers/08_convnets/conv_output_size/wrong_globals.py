# from elsewhere in the notebook, which are no arguments
size, kernel, stride, padding = 32, 5, 1, 0

def conv_output_size(*args):
    return (size + 2 * padding - kernel) // stride + 1
