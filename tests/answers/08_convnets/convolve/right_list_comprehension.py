def convolve(image, kernel):
    k = len(kernel)
    rows, columns = image.shape
    return torch.tensor([
        [float((image[i:i+k, j:j+k] * kernel).sum()) for j in range(columns - k + 1)]
        for i in range(rows - k + 1)
    ])
