cause_b = "softmax before the loss"
evidence_b = ("one_batch", 1.75)


def repair_b(model, batches, lr):
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
