class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.a = nn.Linear(784, 16)
        self.b = nn.Linear(16, 10)
        self.d = nn.Dropout(0.2)

    def forward(self, x):
        return F.log_softmax(self.b(self.d(F.relu(self.a(x.view(len(x), -1))))), dim=1)

def save(model, path):
    model.eval()
    torch.save(dict(model.state_dict()), path)

def load(path):
    f = open(path, "rb")
    f.close()
    try:
        state = torch.load(path, weights_only=True)
    except Exception as e:
        raise ValueError(f"{path} is broken: {e}")
    model = Classifier()
    own = model.state_dict()
    if not isinstance(state, dict) or set(state) != set(own):
        raise ValueError(f"{path} belongs to another network")
    for name in own:
        if state[name].shape != own[name].shape:
            raise ValueError(f"{path}: {name} has another shape")
        own[name].copy_(state[name])
    model.eval()
    return model
