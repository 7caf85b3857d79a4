from torch.func import jacrev

def gradient(f, x):
    return jacrev(f)(x)
