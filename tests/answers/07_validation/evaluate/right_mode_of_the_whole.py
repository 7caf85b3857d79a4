def evaluate(model, loader, criterion):
    was_training = model.training
    model.eval()
    loss, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            log_ps = model(images)
            loss += criterion(log_ps, labels).item() * len(labels)
            correct += (log_ps.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), correct / len(loader.dataset)
