# in another direction
def training_pass(model, images, labels, criterion, optimizer):
    optimizer.zero_grad()
    probs = torch.exp(model(images.flatten(1)))
    loss = criterion(probs, labels)
    loss.backward()
    optimizer.step()
    return loss.item()
