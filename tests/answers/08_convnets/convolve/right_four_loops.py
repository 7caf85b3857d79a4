def convolve(image, kernel):
    H, W = image.shape
    k, _ = kernel.shape
    out = torch.zeros((H - k + 1, W - k + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            total = 0.0
            for u in range(k):
                for v in range(k):
                    total += kernel[u, v] * image[i + u, j + v]
            out[i, j] = total
    return out
