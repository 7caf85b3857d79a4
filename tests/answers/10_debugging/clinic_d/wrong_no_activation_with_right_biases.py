# no hidden layer has an activation
cause_d = "dead units"
evidence_d = ("dead_units", 64)


def repair_d():
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 64),
        nn.Linear(64, 64),
        nn.Linear(64, 10),
    )

    return model
