# times as far as they should
def training_pass(model, images, labels, criterion, optimizer):
    optimizer = optim.SGD(model.parameters(), lr=0.003)
    optimizer.zero_grad()
    loss = criterion(model(images.view(images.shape[0], -1)), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
