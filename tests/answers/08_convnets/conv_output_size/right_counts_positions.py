def conv_output_size(size, kernel, stride=1, padding=0):
    padded = size + padding + padding
    count = 0
    start = 0
    while start + kernel <= padded:
        count += 1
        start += stride
    return count
