# has no attribute 'conv1'
def count_parameters(model):
    layers = [model.conv1, model.conv2, model.fc1, model.fc2, model.fc3]
    return sum(l.weight.numel() + l.bias.numel() for l in layers)
