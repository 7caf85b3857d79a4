cause_d = "dead units"
evidence_d = ("dead_units", 64)


def repair_d():
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 64),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, std=0.05)
            layer.bias.data = torch.full_like(layer.bias, 0.01)
    return model
