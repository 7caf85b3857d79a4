# only the first row came back
def softmax(x):
    for row in x:
        e = torch.exp(row)
        return e / e.sum()
