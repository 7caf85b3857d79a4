conv_output_size = lambda size, kernel, stride=1, padding=0: 1 + (size + 2 * padding - kernel) // stride
