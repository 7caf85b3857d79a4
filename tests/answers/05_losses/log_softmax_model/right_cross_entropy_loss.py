def log_softmax_model():
    act = nn.ReLU()
    model = nn.Sequential(nn.Linear(784, 128), act, nn.Linear(128, 64), act,
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1))
    return (model, nn.CrossEntropyLoss())
