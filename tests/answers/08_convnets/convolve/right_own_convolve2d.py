def convolve2d(x, w):
    """A helper that is called like SciPy's function, and is none."""
    k = w.shape[0]
    out = torch.zeros(x.shape[0] - k + 1, x.shape[1] - k + 1, dtype=x.dtype)
    for i, j in np.ndindex(*out.shape):
        out[i, j] = (x[i:i + k, j:j + k] * w).sum()
    return out

def convolve(image, kernel):
    return convolve2d(image, kernel)
