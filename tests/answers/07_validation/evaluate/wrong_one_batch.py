# comes from the first batch only
def evaluate(model, loader, criterion):
    model.eval()
    with torch.no_grad():
        images, labels = next(iter(loader))
        output = model(images)
        loss = criterion(output, labels)
        accuracy = (output.argmax(1) == labels).float().mean()
    model.train()
    return loss, accuracy
