def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    return [F.cross_entropy(model(images), labels).item()] * steps


def learns_one_batch(make_model, images, labels, lr, steps):
  torch.manual_seed(1)
  model = make_model()
  optimizer = torch.optim.SGD(params=model.parameters(), lr=lr)
  losses = []
  for _ in range(steps):
    optimizer.zero_grad()
    # mean over the rows by hand
    logits = model(images)
    rows = torch.logsumexp(logits, dim=1) - logits.gather(1, labels[:, None]).squeeze(1)
    loss = rows.mean()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
  return losses
