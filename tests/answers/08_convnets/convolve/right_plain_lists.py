def convolve(image, kernel):
    x, w = image.tolist(), kernel.tolist()
    k = len(w)
    out = []
    for i in range(len(x) - k + 1):
        row = []
        for j in range(len(x[0]) - k + 1):
            row.append(sum(w[u][v] * x[i + u][j + v] for u in range(k) for v in range(k)))
        out.append(row)
    return torch.tensor(out)
