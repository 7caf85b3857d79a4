# Does your function end with return
def conv_output_size(size, kernel, stride=1, padding=0):
    out = (size + 2 * padding - kernel) // stride + 1
    print(out)
