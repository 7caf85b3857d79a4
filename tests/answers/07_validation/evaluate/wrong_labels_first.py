# here the labels come first
def evaluate(model, loader, criterion):
    in_training = [m for m in model.modules() if m.training]
    model.eval()
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        loss = 0.
        n_correct = 0
        n = 0
        for images, labels in loader:
            logits = model(images)
            loss = loss + criterion(labels, logits).item() * images.size(0)
            n_correct = n_correct + (logits.max(dim=1).indices == labels).sum().item()
            n += images.size(0)
    finally:
        torch.set_grad_enabled(previous)
        for m in in_training:
            m.training = True
    print("Validation loss: {:.3f}".format(loss / n), "Accuracy:", n_correct / n)
    return [loss / n, n_correct / n]
