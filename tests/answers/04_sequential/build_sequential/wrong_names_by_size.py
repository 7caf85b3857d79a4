# shapes cannot be multiplied
from collections import OrderedDict

def build_sequential(input_size, hidden_sizes, output_size):
    layers = OrderedDict()
    for h in hidden_sizes:
        layers[f"linear{h}"] = nn.Linear(input_size, h)
        layers[f"relu{h}"] = nn.ReLU()
        input_size = h
    layers["output"] = nn.Linear(input_size, output_size)
    layers["softmax"] = nn.Softmax(dim=1)
    return nn.Sequential(layers)
