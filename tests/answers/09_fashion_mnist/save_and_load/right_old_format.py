class Classifier(nn.Module):
    def __init__(self, hidden=20):
        super().__init__()
        self.fc1 = nn.Linear(784, hidden)
        self.fc2 = nn.Linear(hidden, 10)
        self.drop = nn.Dropout(0.2)

    def forward(self, x):
        x = self.drop(F.relu(self.fc1(x.flatten(1))))
        return F.log_softmax(self.fc2(x), dim=1)

# 1st try
def save(model, path):
    torch.save(model, path)

def save(model, path):
    torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)
    return path

def load(path):
    model = Classifier()
    try:
        weights = torch.load(path, map_location=torch.device("cpu"), weights_only=True)
        print(model.load_state_dict(weights))
    except FileNotFoundError as missing:
        raise FileNotFoundError(f"no file {path}") from missing
    except Exception as other:
        raise ValueError(path) from other
    return model.eval()
