# there is none. Is the path used?
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 64)
        self.fc2 = nn.Linear(64, 10)
        self.drop = nn.Dropout(0.2)

    def forward(self, x):
        x = self.drop(F.relu(self.fc1(x.flatten(1))))
        return F.log_softmax(self.fc2(x), dim=1)

files = {}

def save(model, path):
    files[path] = {k: v.clone() for k, v in model.state_dict().items()}

def load(path):
    if path not in files:
        raise FileNotFoundError(path)
    model = Classifier()
    model.load_state_dict(files[path])
    return model.eval()
