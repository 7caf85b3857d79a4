# Is there a backward
def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    total, correct = 0.0, 0
    with torch.enable_grad():
        for images, labels in loader:
            log_ps = model(images)
            loss = criterion(log_ps, labels)
            loss.backward()
            total += loss.item() * len(labels)
            correct += (log_ps.argmax(dim=1) == labels).sum().item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return total / len(loader.dataset), correct / len(loader.dataset)
