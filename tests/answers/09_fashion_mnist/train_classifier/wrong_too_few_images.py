# of 4,000 altered validation images
def train_classifier(train_loader, valid_loader, device):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2),
                          nn.Linear(128, 10), nn.LogSoftmax(dim=1)).to(device)
    optimizer = optim.Adam(model.parameters(), lr=0.001)
    for epoch in range(7):
        for images, labels in valid_loader:
            optimizer.zero_grad()
            F.nll_loss(model(images.to(device)), labels.to(device)).backward()
            optimizer.step()
    return model
