# mat1 and mat2 shapes cannot be multiplied
def train_classifier(train_loader, valid_loader, device):
    model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1)).to(device)
    for images, labels in train_loader:
        F.nll_loss(model(images.to(device)), labels.to(device)).backward()
    return model
