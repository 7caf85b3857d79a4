cause_d = "dead units"
evidence_d = ("dead_units", 64)


linear = nn.Linear
repair_d = lambda: nn.Sequential(
    nn.Flatten(), linear(784, 64), nn.ReLU(), linear(64, 64), nn.ReLU(), linear(64, 10)
)
