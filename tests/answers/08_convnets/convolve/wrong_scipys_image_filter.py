# of the ready correlate
def convolve(image, kernel):
    from scipy.ndimage import correlate
    k = kernel.shape[0]
    full = correlate(image.numpy(), kernel.numpy(), mode="constant", origin=-(k // 2))
    H, W = image.shape
    return torch.from_numpy(full[: H - k + 1, : W - k + 1])
