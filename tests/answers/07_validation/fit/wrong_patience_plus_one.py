# one epoch too many
import copy


def evaluate(model, loader, criterion):
    modes = [m.training for m in model.modules()]
    model.eval()
    loss, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            out = model(images)
            loss += criterion(out, labels).item() * len(labels)
            right += (out.argmax(dim=1) == labels).sum().item()
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    return loss / len(loader.dataset), right / len(loader.dataset)


def fit(model, train_loader, valid_loader, criterion, optimizer, epochs, patience):
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": []}
    best_loss, best_epoch, best_state, waited = float("inf"), 0, None, 0
    for epoch in range(epochs):
        model.train()
        running_loss = 0.0
        for images, labels in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
        valid_loss, valid_accuracy = evaluate(model, valid_loader, criterion)
        history["train_loss"].append(running_loss / len(train_loader))
        history["valid_loss"].append(valid_loss)
        history["valid_accuracy"].append(valid_accuracy)
        if valid_loss < best_loss:
            best_loss, best_epoch, waited = valid_loss, epoch, 0
            best_state = copy.deepcopy(model.state_dict())
        else:
            waited += 1
            if epoch - best_epoch == patience + 1:
                break
    model.load_state_dict(best_state)
    return {**history, "best_epoch": best_epoch}
