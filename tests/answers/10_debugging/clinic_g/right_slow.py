cause_g = "learning rate too large"
evidence_g = ("update_ratio", 0.62)


def repair_g(model, batches):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
