def conv_output_size(size, kernel, stride=1, padding=0):
    return (size - kernel) / stride

def conv_output_size(size, kernel, stride=1, padding=0):
    return (size + 2 * padding - kernel) / stride + 1

# floor!
def conv_output_size(size, kernel, stride=1, padding=0):
    return int((size + 2 * padding - kernel) / stride + 1)

print(conv_output_size(32, 5), conv_output_size(28, 2, 2))
