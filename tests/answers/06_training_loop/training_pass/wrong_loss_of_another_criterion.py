# Is it the value that the criterion gives for these images and labels?
def training_pass(model, images, labels, criterion, optimizer):
    log_probs = model(images.view(images.shape[0], -1))
    loss = criterion(log_probs, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return F.nll_loss(log_probs, labels).item()
