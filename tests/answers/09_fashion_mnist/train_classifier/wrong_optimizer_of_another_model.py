# Does the optimizer hold the parameters of the network that you return
def Classifier():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Dropout(0.2),
                         nn.Linear(64, 10), nn.LogSoftmax(dim=1))

torch.manual_seed(0)
model = Classifier()
optimizer = optim.Adam(model.parameters(), lr=0.003)

def train_classifier(train_loader, valid_loader, device):
    torch.manual_seed(1)
    model = Classifier().to(device)
    for images, labels in valid_loader:
        optimizer.zero_grad()
        F.nll_loss(model(images), labels).backward()
        optimizer.step()
    return model
