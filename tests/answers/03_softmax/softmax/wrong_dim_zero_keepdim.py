# your columns sum to 1
def softmax(x):
    e = x.exp()
    return e / e.sum(axis=0, keepdim=True)
