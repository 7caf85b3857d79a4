def training_pass(model, images, labels, criterion, optimizer):
    input = images.squeeze(1).view(len(images), 28 * 28)
    loss = criterion(model(input), labels)
    parameters = list(model.parameters())
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = g
    optimizer.step()
    return loss.item()
