softmax = lambda x: x.exp() / x.exp().sum(-1, keepdim=True)
