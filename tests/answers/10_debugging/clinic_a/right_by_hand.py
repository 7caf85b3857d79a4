cause_a = "zero_grad missing"
evidence_a = ("gradient_growth", 5.0)


def repair_a(model, batches, lr):
    losses = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(model(images), labels)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
        losses.append(float(loss))
    return losses
