# does it fall?
def train_classifier(train_loader, valid_loader, device):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(64, 10), nn.LogSoftmax(dim=1)).to(device)
    optimizer = optim.Adam(model.parameters(), lr=0.003)
    for images, labels in valid_loader:
        optimizer.zero_grad()
        F.nll_loss(model(images.to(device)), labels.to(device)).backward()
        optimizer.step()
    return model
