model = nn.Sequential(nn.Linear(784, 128), nn.ELU(), nn.Linear(128, 64), nn.ELU(),
                      nn.Linear(64, 10), nn.LogSoftmax(dim=1))
criterion = nn.NLLLoss()

def log_softmax_model():
    return model, criterion
