# comes from the first batch only
def evaluate(model, loader, criterion):
    model.eval()
    loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            log_ps = model(images)
            loss += criterion(log_ps, labels).item() * len(labels)
            correct += (log_ps.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
            return loss / seen, correct / seen
