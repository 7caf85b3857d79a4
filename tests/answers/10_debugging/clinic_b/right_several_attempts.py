cause_b = None
evidence_b = None


def repair_b(model, batches, lr):
    """Train a model on batches with plain SGD, once through.

    Args:
        model: nn.Module that takes images and returns logits.
        batches: List of pairs: images (N, 1, 28, 28), labels (N,).
        lr: Learning rate.

    Returns:
        List of floats: each batch's loss before its step.

    Example:
        len(repair_b(make_model(), batches, 0.1)) is len(batches).
    """
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        optimizer.zero_grad()
        probs = torch.softmax(model(images), dim=1)
        loss = nn.functional.cross_entropy(probs, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# second try
cause_b = "softmax before the loss"
evidence_b = ("one_batch", 1.75)


def repair_b(net, data, rate):
  import time
  opt = optim.SGD(net.parameters(), rate)
  out = list()
  start = time.time()
  for i in range(len(data)):
    x, y = data[i]
    opt.zero_grad(set_to_none=False)
    scores = net(x)
    l = nn.CrossEntropyLoss()(scores, y)
    l.backward(); opt.step()
    out += [round(l.item(), 6)]
    if i % 2 == 0:
      print("batch", i, "loss", l.item())
  return out
