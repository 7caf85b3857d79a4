# epoch is no tensor of this network
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
    state = model.state_dict()
    state["epoch"] = torch.tensor(5)
    torch.save(state, path)

def load(path):
    model = Classifier()
    try:
        state = torch.load(path, weights_only=True)
        state.pop("epoch", None)
        model.load_state_dict(state)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(f"{path}: no Classifier") from error
    return model.eval()
