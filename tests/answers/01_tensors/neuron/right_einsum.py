def neuron(x, w, b):
    z = torch.einsum("nd,kd->nk", x, w) + b
    return torch.special.expit(z)
