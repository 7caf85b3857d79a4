import os

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.BatchNorm1d(20),
                                 nn.ReLU(), nn.Dropout(0.5), nn.Linear(20, 10),
                                 nn.LogSoftmax(dim=-1))

    def forward(self, x):
        return self.net(x)

def save(model, path):
    torch.save({k: v.detach().cpu().clone() for k, v in model.state_dict().items()}, path)

def load(path):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    model = Classifier()
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception as e:
        raise ValueError(f"broken file: {path}") from e
    for p in model.parameters():
        p.requires_grad = False
    return model.train(False)
