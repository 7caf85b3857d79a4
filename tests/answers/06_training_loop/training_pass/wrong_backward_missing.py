# Is there a backward
def training_pass(model, images, labels, criterion, optimizer):
    images = images.view(images.shape[0], -1)
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    optimizer.step()
    return loss.item()
