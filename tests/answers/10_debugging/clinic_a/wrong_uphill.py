# up the gradient
cause_a = "zero_grad missing"
evidence_a = ("gradient_growth", 5.0)


def repair_a(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        (-loss).backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
