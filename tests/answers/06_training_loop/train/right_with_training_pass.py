def training_pass(model, images, labels, criterion, optimizer):
    optimizer.zero_grad()
    loss = criterion(model(images.flatten(1)), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def one_epoch(model, loader, criterion, optimizer):
    losses = [training_pass(model, x, y, criterion, optimizer) for x, y in loader]
    return sum(losses) / len(losses)


def train(model, train_loader, criterion, optimizer, epochs):
    return [
        one_epoch(model, train_loader, criterion, optimizer) for _ in range(epochs)
    ]
