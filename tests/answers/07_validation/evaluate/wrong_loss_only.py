# expected two numbers
def evaluate(model, loader, criterion):
    model.eval()
    loss = 0.0
    with torch.no_grad():
        for images, labels in loader:
            loss += criterion(model(images), labels).item() * len(labels)
    return loss / len(loader.dataset)
