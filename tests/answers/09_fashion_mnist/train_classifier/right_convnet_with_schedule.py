class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 16, 5, stride=2, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(16 * 49, 64), nn.ReLU(),
            nn.Dropout(0.2), nn.Linear(64, 10), nn.LogSoftmax(dim=1))

    def forward(self, x):
        return self.net(x)

def train_classifier(train_loader, valid_loader, device):
    epochs = 3
    model = Classifier().to(device).train()
    optimizer = torch.optim.Adam(model.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.004, epochs=epochs, steps_per_epoch=len(train_loader))
    for _ in range(epochs):
        for images, labels in train_loader:
            loss = F.nll_loss(model(images.to(device)), labels.to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            schedule.step()
    return model.eval()
