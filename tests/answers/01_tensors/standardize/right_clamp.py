def standardize(x):
    m = x.mean(0, keepdim=True)
    s = x.std(0, correction=0, keepdim=True).clamp(min=1e-12)
    return (x - m).div(s)
