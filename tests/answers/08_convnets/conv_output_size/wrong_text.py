# got the text
def conv_output_size(size, kernel, stride=1, padding=0):
    return f"{(size + 2 * padding - kernel) // stride + 1}"
