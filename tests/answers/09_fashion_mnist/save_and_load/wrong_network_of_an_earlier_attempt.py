# the right numbers, but gives other outputs
class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 10)

    def forward(self, x):
        return F.log_softmax(self.fc2(self.fc1(x.flatten(1))), dim=1)

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 10)
        self.drop = nn.Dropout(0.2)

    def forward(self, x):
        x = self.drop(F.relu(self.fc1(x.flatten(1))))
        return F.log_softmax(self.fc2(x), dim=1)

def save(model, path):
    torch.save(model.state_dict(), path)

def load(path):
    model = Network()
    try:
        model.load_state_dict(torch.load(path, weights_only=True))
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(f"{path}: no Classifier") from error
    return model.eval()
