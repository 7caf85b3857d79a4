cause_a = None
evidence_a = None


def repair_a(model, batches, lr):
    """Train a model on batches with plain SGD, once through.

    Args:
        model: nn.Module that takes images and returns logits.
        batches: List of pairs: images (N, 1, 28, 28), labels (N,).
        lr: Learning rate.

    Returns:
        List of floats: each batch's loss before its step.

    Example:
        len(repair_a(make_model(), batches, 0.1)) is len(batches).
    """
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for images, labels in batches:
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# second try
cause_a = "zero_grad missing"
evidence_a = ("gradient_growth", 5.0)


def repair_a(net, data, rate):
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
