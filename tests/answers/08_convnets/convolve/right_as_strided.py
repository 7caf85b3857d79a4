def convolve(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    a, b = image.stride()
    windows = image.as_strided((H - k + 1, W - k + 1, k, k), (a, b, a, b))
    return torch.tensordot(windows, kernel, dims=2)
