def first_loss(model, images, labels):
    model.eval()
    return F.cross_entropy(model(images), labels).item(), math.log(10)


def first_loss(model, images, labels):
  modes = [m.training for m in model.modules()]
  model.eval()
  z = model(images)
  loss = F.cross_entropy(z, labels, reduction="none").mean().item()
  i = 0
  for m in model.modules():
    m.training = modes[i]
    i += 1
  return np.array([loss, np.log(z.shape[1])])
