# plain number has no graph
def training_pass(model, images, labels, criterion, optimizer):
    optimizer.zero_grad()
    loss = criterion(model(images.flatten(1)), labels).item()
    loss.backward()
    optimizer.step()
    return loss
