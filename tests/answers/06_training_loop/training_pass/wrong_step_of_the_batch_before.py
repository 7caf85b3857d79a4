# did not move
def training_pass(model, images, labels, criterion, optimizer):
    images = images.view(images.shape[0], -1)
    loss = criterion(model(images), labels)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    return loss.item()
