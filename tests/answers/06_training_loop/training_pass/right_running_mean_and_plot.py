# first try
def training_pass(model, images, labels, criterion, optimizer):
    loss = criterion(model(images), labels)
    return loss

history = []
def training_pass(model, images, labels, criterion, optimizer):
    size, *_ = images.shape
    optimizer.zero_grad(set_to_none=False)
    loss = criterion(model(images.contiguous().view(size, 784)), labels)
    loss.backward()
    optimizer.step()
    history.append(loss.item())
    fig, ax = plt.subplots()
    ax.plot(history)
    return history[-1]
