# accumulated gradients
def training_pass(model, images, labels, criterion, optimizer):
    images = images.view(images.shape[0], -1)
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
