# here the labels come first
def training_pass(model, images, labels, criterion, optimizer):
    images = images.view(images.shape[0], -1)
    optimizer.zero_grad()
    log_probs = model(images)
    loss = criterion(labels, log_probs)
    loss.backward()
    optimizer.step()
    return loss.item()
