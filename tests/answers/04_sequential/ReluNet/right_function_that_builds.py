from collections import OrderedDict

def ReluNet():
    return nn.Sequential(OrderedDict([
        ("fc1", nn.Linear(784, 128)),
        ("relu1", nn.ReLU()),
        ("fc2", nn.Linear(128, 64)),
        ("relu2", nn.ReLU()),
        ("output", nn.Linear(64, 10)),
        ("softmax", nn.Softmax(dim=1)),
    ]))
