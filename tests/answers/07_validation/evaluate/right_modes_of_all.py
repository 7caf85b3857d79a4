def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    loss_sum, right = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            output = model(images)
            loss_sum += criterion(output, labels).item() * len(labels)
            right += (output.argmax(dim=1) == labels).sum().item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    count = len(loader.dataset)
    return loss_sum / count, right / count
