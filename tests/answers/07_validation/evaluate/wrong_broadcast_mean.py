# every guess is compared with every label
def evaluate(model, loader, criterion):
    modes = [module.training for module in model.modules()]
    model.eval()
    loss, accuracy = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            log_ps = model(images)
            loss += criterion(log_ps, labels).item() * len(labels)
            top_p, top_class = torch.exp(log_ps).topk(1, dim=1)
            equals = top_class == labels
            accuracy += torch.mean(equals.type(torch.FloatTensor))
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss / len(loader.dataset), accuracy / len(loader)
