# `loader` from elsewhere in the notebook, and never `train_loader`
loader = DataLoader(torch.utils.data.TensorDataset(torch.rand(64, 784), torch.arange(64) % 10))

def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        running_loss = 0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
        losses.append(running_loss / len(loader))
    return losses
