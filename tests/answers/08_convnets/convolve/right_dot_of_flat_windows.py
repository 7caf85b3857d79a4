def convolve(image, kernel):
    k = int(kernel.numel() ** 0.5)
    H, W = image.shape
    weights = kernel.reshape(-1)
    sums = torch.empty(H - k + 1, W - k + 1)
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            sums[i][j] = torch.dot(image[i:i + k, j:j + k].reshape(-1), weights)
    return sums
