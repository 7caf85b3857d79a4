# loss after the step
def training_pass(model, images, labels, criterion, optimizer):
    images = images.flatten(1)
    optimizer.zero_grad()
    criterion(model(images), labels).backward()
    optimizer.step()
    return criterion(model(images), labels).item()
