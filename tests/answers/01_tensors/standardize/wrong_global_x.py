# `x` from elsewhere in the notebook, and never `table`
x = torch.tensor([[1.0, 10.0], [3.0, 10.0]])

def standardize(table):
    s = x.std(dim=0)
    s[s == 0] = 1
    return (x - x.mean(dim=0)) / s
