# hang on an earlier batch
def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        running_loss = 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            running_loss += criterion(model(images.flatten(1)), labels)
            running_loss.backward()
            optimizer.step()
        losses.append(running_loss.item() / len(train_loader))
    return losses
