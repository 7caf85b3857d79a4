def accuracy(scores, labels):
    sum = 0
    max = scores.max(dim=1)[1]
    for p, t in zip(max, labels):
        sum += int(p == t)
    print(f"{sum} of {len(labels)}")
    return float(sum) / labels.shape[0]
