# Every image gets the same class
def train_classifier(train_loader, valid_loader, device):
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1)).to(device)
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    for images, _ in valid_loader:
        optimizer.zero_grad()
        F.nll_loss(model(images.to(device)), torch.zeros(len(images), dtype=int)).backward()
        optimizer.step()
    return model
