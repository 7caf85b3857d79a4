def evaluate(model, loader, criterion):
    modes = {name: m.training for name, m in model.named_modules()}
    model.eval()
    sum, good = 0, 0
    for images, labels in loader:
        log_probs = model(images)
        sum += criterion(log_probs, labels).item() * labels.shape[0]
        pred = log_probs.data.max(1, keepdim=True)[1]
        good += pred.eq(labels.data.view_as(pred)).cpu().sum()
    for name, m in model.named_modules():
        m.training = modes[name]
    N = len(loader.dataset)
    return sum / N, good / N
