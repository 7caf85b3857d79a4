# the accuracy is that of the last batch only
def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    total_loss, correct = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            log_ps = model(images)
            total_loss += criterion(log_ps, labels).item() * len(labels)
            correct = (log_ps.argmax(dim=1) == labels).sum().item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return total_loss / len(loader.dataset), correct / len(loader.dataset)
