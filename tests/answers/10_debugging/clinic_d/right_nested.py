cause_d = "dead units"
evidence_d = ("dead_units", 64)


def repair_d():
    hidden = nn.Sequential(
        nn.Linear(784, 64), nn.ReLU(inplace=True), nn.Linear(64, 64), nn.ReLU()
    )
    return nn.Sequential(
        OrderedDict(flat=nn.Flatten(), hidden=hidden, output=nn.Linear(64, 10))
    )
