# the model was in eval mode
def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        model.eval()
        running_loss = 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(images.view(len(images), -1)), labels)
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
        losses.append(running_loss / len(train_loader))
    return losses
