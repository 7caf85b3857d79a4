# is `loader` meant?
def evaluate(model, loader, criterion):
    model.eval()
    loss, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in valid_loader:
            log_ps = model(images)
            loss += criterion(log_ps, labels).item() * len(labels)
            correct += (log_ps.argmax(dim=1) == labels).sum().item()
    return loss / len(valid_loader.dataset), correct / len(valid_loader.dataset)
