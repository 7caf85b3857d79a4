def conv_output_size(size, kernel, stride=1, padding=0):
    size = torch.tensor(size)
    return torch.div(size + 2 * padding - kernel, stride, rounding_mode="floor") + 1
