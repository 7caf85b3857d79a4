def train(model, train_loader, criterion, optimizer, epochs):
    mean_losses = torch.zeros(epochs, dtype=torch.float64)
    for epoch in range(epochs):
        batch_losses = []
        for images, labels in train_loader:
            images.resize_(images.size()[0], 784)
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        mean_losses[epoch] = torch.tensor(batch_losses, dtype=torch.float64).mean()
    return mean_losses.tolist()
