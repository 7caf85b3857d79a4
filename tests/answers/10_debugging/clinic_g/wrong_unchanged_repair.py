# Look at the range test
cause_g = "learning rate too large"
evidence_g = ("update_ratio", 0.62)


def repair_g(model, batches):
    """Train a model on batches with plain SGD, once through.

    Args:
        model: nn.Module that takes images and returns logits.
        batches: List of pairs: images (N, 1, 28, 28), labels (N,).

    Returns:
        List of floats: each batch's loss before its step.

    Example:
        len(repair_g(make_model(), batches)) is len(batches).
    """
    optimizer = torch.optim.SGD(model.parameters(), lr=10.0)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
