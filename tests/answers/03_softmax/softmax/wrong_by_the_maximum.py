# exp(scores - row_max(scores))
def softmax(scores):
    exps = scores.exp()
    return exps / exps.max(dim=1, keepdim=True).values
