def train(model, train_loader, criterion, optimizer, epochs):
    all_losses = np.zeros(epochs)
    for epoch in range(epochs):
        batch_losses = []
        for images, labels in iter(train_loader):
            optimizer.zero_grad()
            loss = criterion(model(images.reshape(-1, 28 * 28)), labels)
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.detach().numpy())
        all_losses[epoch] = np.mean(batch_losses)
    return list(all_losses)
