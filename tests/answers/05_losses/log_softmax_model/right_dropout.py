def log_softmax_model():
    model = nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 128), nn.LeakyReLU(0.2), nn.Dropout(0.2),
        nn.Linear(128, 64), nn.GELU(), nn.Dropout(p=0.5),
        nn.Linear(64, 10), nn.LogSoftmax(1),
    )
    return model, nn.NLLLoss()
