def build_sequential(input_size, hidden_sizes, output_size):
    net = nn.Sequential()
    for h in hidden_sizes:
        net.append(nn.Linear(input_size, h)).append(nn.ReLU(inplace=True))
        input_size = h
    return net.append(nn.Linear(input_size, output_size)).append(nn.Softmax(-1))
