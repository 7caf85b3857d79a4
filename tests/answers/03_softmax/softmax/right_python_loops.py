import math

def softmax(scores):
    out = []
    for row in scores:
        total = 0
        for value in row:
            total += math.exp(value)
        out.append([math.exp(value) / total for value in row])
    return torch.tensor(out)
