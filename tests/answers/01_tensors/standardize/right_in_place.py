def standardize(x):
    x -= x.mean(0)
    s = x.std(0)
    s[s == 0] = 1
    x /= s
    return x
