# Did the training run away?
def train_classifier(train_loader, valid_loader, device):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1)).to(device)
    optimizer = optim.SGD(model.parameters(), lr=1e20)
    for images, labels in valid_loader:
        optimizer.zero_grad()
        F.nll_loss(model(images.to(device)), labels.to(device)).backward()
        optimizer.step()
    return model
