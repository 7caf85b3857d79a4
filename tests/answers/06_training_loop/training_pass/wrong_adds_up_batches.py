# this batch's loss alone
running_loss = 0
def training_pass(model, images, labels, criterion, optimizer):
    global running_loss
    optimizer.zero_grad()
    loss = criterion(model(images.flatten(1)), labels)
    loss.backward()
    optimizer.step()
    running_loss += loss.item()
    return running_loss
