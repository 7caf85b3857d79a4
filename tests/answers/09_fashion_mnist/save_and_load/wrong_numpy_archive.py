# refuses with
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
    with open(path, "wb") as file:
        np.savez(file, **{k: v.numpy() for k, v in model.state_dict().items()})

def load(path):
    model = Classifier()
    try:
        with np.load(path) as arrays:
            model.load_state_dict({k: torch.from_numpy(arrays[k]) for k in arrays})
    except FileNotFoundError:
        raise
    except Exception as error:
        raise ValueError(f"{path}: no Classifier") from error
    return model.eval()
