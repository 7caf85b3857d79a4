def training_pass(model, images, labels, criterion, optimizer):
    output = model.forward(images.flatten(start_dim=1))
    loss = criterion(output, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss)
