# Whose parameters does your optimizer hold
cause_e = "optimizer of another model"
evidence_e = ("update_ratio", 0.0)


def repair_e(make_model, batches, lr):
    """Train a new model on batches with plain SGD, once through.

    Args:
        make_model: Function that returns a new model.
        batches: List of pairs: images (N, 1, 28, 28), labels (N,).
        lr: Learning rate.

    Returns:
        The model, and a list of floats: each batch's loss before its step.

    Example:
        model, losses = repair_e(make_model, batches, 0.1).
    """
    model = make_model()
    optimizer = torch.optim.SGD(make_model().parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        model.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
