def softmax(x):
    return F.softmax(x)
