# name 'logits' is not defined
def softmax(x):
    return torch.exp(logits) / torch.exp(logits).sum(dim=1, keepdim=True)
