# up the gradient
def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    losses = []
    for step in range(steps):
        model.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p += lr * p.grad
        losses.append(loss.item())
    return losses
