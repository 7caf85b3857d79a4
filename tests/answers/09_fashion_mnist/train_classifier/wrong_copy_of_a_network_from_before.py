# one that learned nothing in it: no batch was read, no optimizer stepped
import copy
weights = copy.deepcopy(nn.Linear(784, 10).state_dict())

def train_classifier(train_loader, valid_loader, device):
    layer = nn.Linear(784, 10)
    layer.load_state_dict(weights)
    print(len(train_loader), "batches of", train_loader.batch_size)
    return nn.Sequential(nn.Flatten(), layer, nn.LogSoftmax(dim=1)).to(device)
