def train(model, train_loader, criterion, optimizer, epochs):
    history = []
    model.train()
    for e in range(epochs):
        total = 0.0
        for batch_idx, (data, target) in enumerate(train_loader):
            output = model(data)
            loss = criterion(output, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * data.size(0)
        history.append(total / len(train_loader.dataset))
        print("Epoch {}/{}, loss: {:.4f}".format(e + 1, epochs, history[-1]))
    model.eval()
    return history
