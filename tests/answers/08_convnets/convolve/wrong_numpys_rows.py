# of the ready correlate
def convolve(image, kernel):
    x, w = image.numpy(), kernel.numpy()
    k = len(w)
    rows = [sum(np.correlate(x[i + u], w[u], "valid") for u in range(k)) for i in range(len(x) - k + 1)]
    return torch.tensor(np.array(rows))
