def accuracy(scores, labels):
    top_p, top_class = scores.topk(1, dim=1)
    equals = top_class == labels.view(*top_class.shape)
    return torch.mean(equals.type(torch.FloatTensor)).item()
