def learns_one_batch(make_model, images, labels, lr, steps):
    loader = DataLoader(list(zip(images, labels)), batch_size=len(images))
    model = make_model()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(steps):
        for x, y in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses
