# as with momentum
cause_a = "zero_grad missing"
evidence_a = ("gradient_growth", 5.0)


def repair_a(model, batches, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        for parameter in model.parameters():
            if parameter.grad is not None:
                parameter.grad *= 0.5
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
