# is 64 fixed somewhere
def softmax(x):
    result = torch.zeros(64, 10)
    for i in range(64):
        result[i] = torch.exp(x[i]) / torch.exp(x[i]).sum()
    return result
