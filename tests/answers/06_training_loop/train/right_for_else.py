def train(model, trainloader, criterion, optimizer, epochs):
  mean_losses = ()
  for e in range(epochs):
    running_loss = 0
    for images, labels in trainloader:
        images = images.view(images.shape[0], -1)
        loss = criterion(model.forward(images), labels)
        loss.backward()
        optimizer.step()
        model.zero_grad()
        running_loss += loss.data
    else:
        print(f"Training loss: {running_loss/len(trainloader)}")
        mean_losses += (running_loss / len(trainloader),)
  return mean_losses
