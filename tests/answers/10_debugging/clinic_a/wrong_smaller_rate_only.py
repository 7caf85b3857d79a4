# times as long as lr times
cause_a = "zero_grad missing"
evidence_a = ("gradient_growth", 5.0)


def repair_a(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr * 0.2)
    losses = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
