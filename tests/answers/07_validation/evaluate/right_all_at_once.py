def evaluate(model, loader, criterion):
    state = [m.training for m in model.modules()]
    model.train(False)
    with torch.no_grad():
        outputs, labels = [], []
        for x, y in loader:
            outputs.append(model(x))
            labels.append(y)
        outputs, labels = torch.cat(outputs), torch.cat(labels)
        loss = criterion(outputs, labels)
        accuracy = (torch.argmax(outputs, 1) == labels).float().mean()
    for m, s in zip(model.modules(), state):
        m.training = s
    return loss, accuracy
