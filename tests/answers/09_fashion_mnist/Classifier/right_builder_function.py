def Classifier():
    layers = OrderedDict([
        ("flat", nn.Flatten()),
        ("fc1", nn.Linear(784, 128)),
        ("relu", nn.ReLU()),
        ("drop", nn.Dropout(0.3)),
        ("fc2", nn.Linear(128, 10)),
        ("out", nn.LogSoftmax(dim=1)),
    ])
    return nn.Sequential(layers)
