# Look at which dimension you sum over
def softmax(x):
    return F.softmax(x, dim=0)
