# Is the whole network in it
def Classifier():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                         nn.Linear(64, 10), nn.LogSoftmax(dim=1))

def save(model, path):
    torch.save(model, path)

def load(path):
    return torch.load(path, weights_only=False).eval()
