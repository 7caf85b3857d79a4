def build_sequential(n_in, n_hidden, n_out):
    model = nn.Sequential()
    last = n_in
    for i, n in enumerate(n_hidden):
        model.add_module("linear" + str(i), nn.Linear(last, n))
        model.add_module("relu" + str(i), nn.ReLU())
        last = n
    model.add_module("output", nn.Linear(last, n_out))
    model.add_module("softmax", nn.Softmax(dim=1))
    return model
