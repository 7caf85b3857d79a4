def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model().double()
    images = images.double()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = torch.zeros(steps)
    for i in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses[i] = loss.item()
    return losses
