def softmax(x):
    x.exp_()
    x.div_(x.sum(dim=-1, keepdim=True))
    return x
