# mat1 and mat2 shapes cannot be multiplied
def train_classifier(train_loader, valid_loader, device):
    model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1)).to(device)
    optimizer = optim.Adam(model.parameters())
    for images, labels in valid_loader:
        optimizer.zero_grad()
        F.nll_loss(model(images.view(len(images), 784)), labels).backward()
        optimizer.step()
    return model
