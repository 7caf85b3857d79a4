def softmax(scores):
    result = torch.zeros_like(scores)
    for i in range(scores.shape[0]):
        row = torch.exp(scores[i])
        result[i] = row / row.sum()
    return result
