import math

def count_parameters(net):
    return sum(math.prod(p.shape) for p in net.parameters() if p.requires_grad)
