cause_e = "optimizer of another model"
evidence_e = ("update_ratio", 0.0)


def repair_e(make_model, batches, lr):
    model = make_model()
    losses = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(model(images), labels)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
        losses.append(loss.item())
    return model, losses
