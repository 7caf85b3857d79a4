cause_e = "optimizer of another model"
evidence_e = ("update_ratio", 0.0)


def repair_e(make_model, batches, lr):
    model = make_model()
    parameters = list(model.parameters())
    optimizer = torch.optim.SGD(parameters, lr)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [model, losses]
