def train(model, train_loader, criterion, optimizer, epochs):
    sum, results, epoch = 0, [], 0
    while epoch < epochs:
        sum, count = 0, 0
        batches = iter(train_loader)
        while True:
            try:
                images, labels = next(batches)
            except StopIteration:
                break
            optimizer.zero_grad()
            loss = criterion(model(torch.flatten(images, 1)), labels)
            loss.backward()
            optimizer.step()
            sum, count = sum + loss.item(), count + 1
        results += [sum / count]
        epoch += 1
    return results
