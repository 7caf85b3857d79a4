def softmax(scores):
    return scores.exp() / scores.exp().sum(1).unsqueeze(1)
