# where is no_grad
def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        running_loss = 0
        for images, labels in train_loader:
            images = images.view(images.shape[0], -1)
            loss = criterion(model(images), labels)
            loss.backward()
            for w in model.parameters():
                w -= 0.1 * w.grad
            optimizer.zero_grad()
            running_loss += loss.item()
        losses.append(running_loss / len(train_loader))
    return losses
