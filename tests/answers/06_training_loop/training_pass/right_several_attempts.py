def training_pass(model, images, labels, criterion, optimizer):
    output = model(images.view(64, 784))
    loss = criterion(output, labels)
    loss.backward()
    return loss

# last batch is shorter!
def training_pass(model, images, labels, criterion, optimizer):
    input = images.resize_(images.size()[0], 784)
    optimizer.zero_grad()
    output = model.forward(input)
    loss = criterion(output, labels)
    loss.backward()
    optimizer.step()
    print("Training loss:", loss)
    return float(loss)
