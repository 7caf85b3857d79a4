def convolve(image, kernel):
    k = kernel.shape[0]
    rows = []
    for i in range(image.shape[0] - k + 1):
        row = [torch.sum(image[i:i + k, j:j + k] * kernel) for j in range(image.shape[1] - k + 1)]
        rows.append(torch.stack(row))
    return torch.stack(rows)
