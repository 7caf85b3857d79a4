def build_sequential(input_size, hidden_sizes, output_size):
  relu = nn.ReLU()
  sizes = [input_size] + hidden_sizes
  layers = []
  i = 0
  while i < len(sizes) - 1:
    print("Schicht", i, "→", sizes[i + 1])
    layers.append(nn.Linear(sizes[i], sizes[i + 1]))
    layers.append(relu)
    i += 1
  layers.append(nn.Linear(sizes[-1], output_size))
  layers.append(nn.Softmax(dim = 1))
  return nn.Sequential(*layers)
