import os
import torch.nn.functional as FF

def Classifier():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.BatchNorm1d(32), nn.ReLU(),
                         nn.Dropout(0.1), nn.Linear(32, 10), nn.LogSoftmax(dim=1))

def save(model, path):
    with open(path, "wb") as file:
        torch.save({k: v.cpu() for k, v in model.state_dict().items()}, file)
    print("saved", path)

def load(path):
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    net = Classifier()
    try:
        with open(path, "rb") as file:
            net.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    except Exception:
        raise ValueError("cannot read " + path)
    return net.eval()
