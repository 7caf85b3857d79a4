import copy
import pathlib

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(784, 30), nn.Linear(30, 30), nn.Linear(30, 10)])
        self.norm = nn.BatchNorm1d(30)
        self.p = 0.3

    def forward(self, x):
        x = F.relu(self.norm(self.layers[0](x.flatten(1))))
        x = F.dropout(F.relu(self.layers[1](x)), self.p, self.training)
        return F.log_softmax(self.layers[2](x), 1)

def save(model, path):
    torch.save(copy.deepcopy(model).cpu().state_dict(), path)

def load(path):
    name = pathlib.Path(path)
    if name.is_file():
        try:
            model = Classifier().eval()
            model.load_state_dict(torch.load(name, "cpu", weights_only=True), assign=True)
            return model
        except Exception as reason:
            raise ValueError(f"load: expected a state_dict in {name}; {reason}") from reason
    raise FileNotFoundError(f"load: there is no file {name}")
