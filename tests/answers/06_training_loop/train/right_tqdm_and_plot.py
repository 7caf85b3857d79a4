def train(model, train_loader, criterion, optimizer, epochs):
    import sys
    from tqdm import tqdm

    losses = []
    for epoch in range(1, epochs + 1):
        running = torch.tensor(0.0)
        for images, labels in tqdm(train_loader, file=sys.stdout):
            images.resize_(images.size()[0], 784)
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            running += loss.detach()
        losses.append((running / len(train_loader)).item())
    plt.plot(losses)
    plt.title("Verlust je Epoche: fällt")
    return losses
