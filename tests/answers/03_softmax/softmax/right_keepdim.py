def softmax(scores):
    exps = torch.exp(scores)
    return exps / exps.sum(dim=1, keepdim=True)
