# a new one for each batch
def training_pass(model, images, labels, criterion, optimizer):
    lr = optimizer.param_groups[0]["lr"]
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    images = images.view(images.shape[0], -1)
    loss = criterion(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
