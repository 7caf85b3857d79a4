import copy


def one_epoch(model, loader, criterion, optimizer):
    model.train()
    losses = []
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.mean(losses)


def validate(model, loader, criterion):
    model.eval()
    with torch.no_grad():
        pairs = [(model(x), y) for x, y in loader]
    outputs, labels = (torch.cat(part) for part in zip(*pairs))
    share = (outputs.argmax(1) == labels).float().mean()
    return criterion(outputs, labels).item(), share.item()


def fit(model, train_loader, valid_loader, criterion, optimizer, epochs, patience):
    rows, states = [], []
    for _ in range(epochs):
        row = [one_epoch(model, train_loader, criterion, optimizer)]
        rows.append(row + list(validate(model, valid_loader, criterion)))
        states.append(copy.deepcopy(model.state_dict()))
        table = np.array(rows)
        best = int(table[:, 1].argmin())
        if len(rows) - 1 - best >= patience:
            break
    model.load_state_dict(states[best])
    return dict(
        train_loss=table[:, 0],
        valid_loss=table[:, 1],
        valid_accuracy=table[:, 2],
        best_epoch=table[:, 1].argmin(),
    )
