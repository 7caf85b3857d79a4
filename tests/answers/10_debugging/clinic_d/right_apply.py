cause_d = "dead units"
evidence_d = ("dead_units", 64)


def start(layer):
    if isinstance(layer, nn.Linear):
        nn.init.trunc_normal_(layer.weight, std=0.05)
        nn.init.zeros_(layer.bias)


def repair_d():
    sizes = [784, 64, 64, 10]
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1]).apply(start)
