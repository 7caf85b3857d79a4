from pathlib import Path

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 5, stride=2)
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(4 * 12 * 12, 10)

    def forward(self, x):
        return self.fc(self.drop(torch.relu(self.conv(x)).flatten(1))).log_softmax(1)

def save(model, path):
    path = Path(path)
    state = model.state_dict()
    torch.save(state, path)

def load(path):
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing")
    model = Classifier()
    try:
        model.load_state_dict(torch.load(path, weights_only=True))
    except (RuntimeError, EOFError, TypeError, AttributeError, KeyError) as e:
        raise ValueError(f"{path!r}: {type(e).__name__}") from None
    except Exception as e:
        raise ValueError(f"{path!r} is not a model") from e
    model.train(False)
    return model
