from collections import Counter

def class_weights(labels, classes):
    counts = Counter(int(label) for label in labels)
    total = sum(counts.values())
    return torch.tensor(
        [total / (len(counts) * counts[c]) if counts[c] else 0.0 for c in range(classes)]
    )
