# Look at the sizes of your layers
def build_sequential(input_size, hidden_sizes, output_size):
    return nn.Sequential(nn.Linear(input_size, output_size), nn.Softmax(dim=1))
