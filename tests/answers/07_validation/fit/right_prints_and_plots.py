import copy

def fit(model, train_loader, valid_loader, criterion, optimizer, epochs, patience):
    history = {"train_loss": [], "valid_loss": [], "valid_accuracy": [], "best_epoch": 0}
    min = np.inf
    wait = 0
    for e in range(epochs):
        sum = 0
        model.train()
        for input, target in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(input), target)
            loss.backward()
            optimizer.step()
            sum += loss.item()
        model.eval()
        loss_v = hits = count = 0
        with torch.no_grad():
            for input, target in valid_loader:
                out = model(input)
                loss_v += float(criterion(out, target)) * len(target)
                hits += int((out.argmax(dim=1) == target).sum())
                count += len(target)
        history["train_loss"].append(sum / len(train_loader))
        history["valid_loss"].append(loss_v / count)
        history["valid_accuracy"].append(hits / count)
        print(f"Epoch {e + 1}/{epochs}: {loss_v / count:.3f}")
        if loss_v / count < min:
            min, wait = loss_v / count, 0
            history["best_epoch"] = e
            weights = copy.deepcopy(model.state_dict())
        else:
            wait += 1
        if wait == patience:
            print("stopping early")
            break
    model.load_state_dict(weights)
    plt.plot(history["train_loss"], label="train")
    plt.plot(history["valid_loss"], label="valid")
    plt.legend()
    plt.show()
    return history
