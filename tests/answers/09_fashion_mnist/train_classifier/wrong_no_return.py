# Does it end with return?
def train_classifier(train_loader, valid_loader, device):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))
    model.to(device)
