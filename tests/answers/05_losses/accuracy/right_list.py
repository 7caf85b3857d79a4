def accuracy(scores, labels):
    guesses = [row.index(max(row)) for row in scores.tolist()]
    hits = [g == l for g, l in zip(guesses, labels.tolist())]
    return hits.count(True) / len(hits)
