# switched on or off for good
def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    torch.set_grad_enabled(False)
    loss, correct = 0.0, 0
    for images, labels in loader:
        log_ps = model(images)
        loss += criterion(log_ps, labels).item() * len(labels)
        correct += (log_ps.argmax(dim=1) == labels).sum().item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss / len(loader.dataset), correct / len(loader.dataset)
