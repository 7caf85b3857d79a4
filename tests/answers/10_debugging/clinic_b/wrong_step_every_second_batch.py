# a step in every second batch only
cause_b = "softmax before the loss"
evidence_b = ("one_batch", 1.75)


def repair_b(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for i, (images, labels) in enumerate(batches):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        if i % 2 == 0:
            optimizer.step()
        losses.append(loss.item())
    return losses
