# first batch of each epoch
def train(model, train_loader, criterion, optimizer, epochs):
    losses = []
    for epoch in range(epochs):
        images, labels = next(iter(train_loader))
        optimizer.zero_grad()
        loss = criterion(model(images.flatten(1)), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
