from collections import OrderedDict

def build_sequential(input_size, hidden_sizes, output_size):
    sizes = [input_size] + hidden_sizes + [output_size]
    layers = OrderedDict()
    for i in range(len(sizes) - 1):
        layers[f"fc{i + 1}"] = nn.Linear(sizes[i], sizes[i + 1])
        if i < len(sizes) - 2:
            layers[f"relu{i + 1}"] = nn.ReLU()
    layers["softmax"] = nn.Softmax(dim=1)
    return nn.Sequential(layers)
