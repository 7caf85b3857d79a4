def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    losses = np.zeros(steps)
    for step in range(steps):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses[step] = loss
    return losses
