# Whose parameters does the optimizer hold
def learns_one_batch(make_model, images, labels, lr, steps):
    optimizer = torch.optim.SGD(make_model().parameters(), lr=lr)
    model = make_model()
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
