# mean of the batches' own loss values
def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    test_loss, accuracy = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            log_ps = model(images)
            test_loss += criterion(log_ps, labels).item()
            equals = log_ps.argmax(dim=1) == labels
            accuracy += equals.float().mean().item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return test_loss / len(loader), accuracy / len(loader)
