def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    losses = []
    for _ in range(steps):
        loss = nn.CrossEntropyLoss()(model(images), labels)
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= lr * p.grad
        losses.append(float(loss))
    return losses
