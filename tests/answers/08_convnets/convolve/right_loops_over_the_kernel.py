def convolve(image, kernel):
    k = len(kernel)
    h, w = image.size(0) - k + 1, image.size(1) - k + 1
    result = torch.zeros(h, w)
    for u in range(k):
        for v in range(k):
            result += kernel[u, v] * image[u : u + h, v : v + w]
    return result
