import copy


class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best = None
        self.counter = 0
        self.early_stop = False

    def __call__(self, loss, model):
        if self.best is None or loss < self.best:
            self.best = loss
            self.state = copy.deepcopy(model.state_dict())
            self.counter = 0
        else:
            self.counter += 1
            self.early_stop = self.counter >= self.patience


def fit(model, train_loader, valid_loader, criterion, optimizer, epochs, patience):
    stopper = EarlyStopping(patience)
    train_loss, valid_loss, valid_accuracy = (), (), ()
    for epoch in range(1, epochs + 1):
        model.train()
        total = 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(images)
        train_loss += (total / len(train_loader.dataset),)
        model.eval()
        total, correct = 0, 0
        with torch.no_grad():
            for images, labels in valid_loader:
                outputs = model(images)
                total += criterion(outputs, labels).item() * len(images)
                correct += (outputs.max(1)[1] == labels).sum().item()
        valid_loss += (total / len(valid_loader.dataset),)
        valid_accuracy += (correct / len(valid_loader.dataset),)
        stopper(valid_loss[-1], model)
        if stopper.early_stop:
            break
    model.load_state_dict(stopper.state)
    return {
        "train_loss": train_loss,
        "valid_loss": valid_loss,
        "valid_accuracy": valid_accuracy,
        "best_epoch": valid_loss.index(min(valid_loss)),
    }
