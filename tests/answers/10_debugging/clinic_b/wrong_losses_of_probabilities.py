# still have softmax before them
cause_b = "softmax before the loss"
evidence_b = ("one_batch", 1.75)


def repair_b(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        logits = model(images)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        losses.append(nn.functional.cross_entropy(torch.softmax(logits, dim=1), labels).item())
    return losses
