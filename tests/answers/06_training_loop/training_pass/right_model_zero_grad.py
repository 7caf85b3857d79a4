def training_pass(model, images, labels, criterion, optimizer):
    model.train()
    images.resize_(images.size()[0], 784)
    model.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.data.numpy()
