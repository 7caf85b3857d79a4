# Try one row
def softmax(x):
    return 2 ** x / (2 ** x).sum(dim=1, keepdim=True)
