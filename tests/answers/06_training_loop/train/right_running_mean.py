def train(model, train_loader, criterion, optimizer, epochs):
    def epoch_mean():
        mean, seen = 0.0, 0
        for images, labels in train_loader:
            for p in model.parameters():
                p.grad = None
            loss = criterion(model(images.squeeze(1).flatten(1)), labels)
            loss.backward()
            optimizer.step()
            n = labels.numel()
            mean += (float(loss) - mean) * n / (seen + n)
            seen += n
        return mean

    return list(map(lambda _: epoch_mean(), range(epochs)))
