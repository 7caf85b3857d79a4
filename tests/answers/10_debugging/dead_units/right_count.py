def dead_units(activations):
    n, h = activations.shape
    zeros = torch.count_nonzero(activations, dim=0)
    return [int(i) for i in torch.argwhere(zeros == 0)]
