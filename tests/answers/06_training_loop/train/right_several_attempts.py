def train(model, train_loader, criterion, optimizer, epochs):
    for images, labels in train_loader:
        loss = criterion(model(images), labels)
    return loss

# second try: zero_grad was missing
def train(model, train_loader, criterion, optimizer, epochs):
  history = list()
  for e in range(1, epochs + 1):
    sum = 0.0
    for i, batch in enumerate(train_loader):
      input, target = batch
      input = torch.flatten(input, 1)
      optimizer.zero_grad()
      output = model.forward(input)
      loss = criterion(output, target)
      loss.backward()
      optimizer.step()
      sum = sum + loss.detach().numpy()
      if i % 100 == 0:
        print("Epoch", e, "batch", i, "loss", loss.item())
    history.append(sum / (i + 1))
  return history
