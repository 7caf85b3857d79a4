def two_layer(features, W1, B1, W2, B2):
    N, K = features.shape[0], W2.shape[1]
    result = torch.zeros(N, K)
    for n in range(N):
        h = []
        for j in range(W1.shape[1]):
            h.append(torch.sigmoid((features[n] * W1[:, j]).sum() + B1[0, j]))
        h = torch.tensor(h)
        for k in range(K):
            result[n, k] = torch.sigmoid((h * W2[:, k]).sum() + B2[0, k])
    return result
