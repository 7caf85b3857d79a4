# holds its graph
def training_pass(model, images, labels, criterion, optimizer):
    optimizer.zero_grad()
    loss = criterion(model(images.flatten(1)), labels)
    loss.backward()
    optimizer.step()
    return loss
