# overwritten
def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        running_loss = 0
        for images, labels in train_loader:
            images = images.view(images.shape[0], -1)
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            running_loss = loss.item()
        losses.append(running_loss / len(train_loader))
    return losses
