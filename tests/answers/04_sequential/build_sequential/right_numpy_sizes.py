def build_sequential(input_size, hidden_sizes, output_size):
    sizes = np.concatenate([[input_size], hidden_sizes, [output_size]]).astype(int)
    layers = []
    for k in range(len(sizes) - 1):
        layers.append(nn.Linear(int(sizes[k]), int(sizes[k + 1])))
        if k != len(sizes) - 2:
            layers.append(nn.ReLU())
    layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)
