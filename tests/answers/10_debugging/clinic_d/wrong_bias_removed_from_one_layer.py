# hidden layer 2 still start near -10
cause_d = "dead units"
evidence_d = ("dead_units", 64)


def repair_d():
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 64, bias=False),
        nn.ReLU(),
        nn.Linear(64, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )
    nn.init.constant_(model[3].bias, -10.0)
    return model
