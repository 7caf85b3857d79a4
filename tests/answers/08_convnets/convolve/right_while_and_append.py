def convolve(image, kernel):
    k = kernel.shape[0]
    values, i = [], 0
    while i + k <= image.shape[0]:
        j = 0
        while j + k <= image.shape[1]:
            values.append(torch.sum(image[i:i + k, j:j + k] * kernel).item())
            j += 1
        i += 1
    return torch.tensor(values).view(image.shape[0] - k + 1, image.shape[1] - k + 1)
