def evaluate(model, loader, criterion):
    to_switch = []
    for layer in model.modules():
        if isinstance(layer, (nn.Dropout, nn.BatchNorm1d)) and layer.training:
            layer.eval()
            to_switch.append(layer)
    total, mean_loss, accuracy = 0, 0.0, 0.0
    with torch.no_grad():
        for images, labels in loader:
            n = len(images)
            logits = model(images)
            share = n / (total + n)
            mean_loss += (criterion(logits, labels).item() - mean_loss) * share
            hits = np.mean(logits.argmax(-1).numpy() == labels.numpy())
            accuracy += (hits - accuracy) * share
            total += n
    for layer in to_switch:
        layer.train()
    return mean_loss, accuracy
