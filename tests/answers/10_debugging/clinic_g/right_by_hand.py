cause_g = "learning rate too large"
evidence_g = ("update_ratio", 0.62)


def repair_g(model, batches):
    losses = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(model(images), labels)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= 0.2 * parameter.grad
        losses.append(loss.item())
    return losses
