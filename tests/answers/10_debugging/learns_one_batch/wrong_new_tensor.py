# nothing learns
def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    losses = []
    for step in range(steps):
        model.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        for p in model.parameters():
            p = p - lr * p.grad
        losses.append(loss.item())
    return losses
