# these are log-probabilities
def softmax(x):
    return F.log_softmax(x, dim=1)
