def fit(model, train_loader, valid_loader, criterion, optimizer, epochs, patience):
  """Trainiert und hört früh auf."""
  from copy import deepcopy
  train_losses, valid_losses, accuracies = [], [], []
  best = deepcopy(model.state_dict())
  e, min = 0, np.inf
  sum = 0
  while e < epochs:
    sum = 0
    model.train()
    for i, (x, y) in enumerate(train_loader):
      loss = criterion(model(x.view(-1, 784)), y)
      optimizer.zero_grad()
      loss.backward()
      optimizer.step()
      sum = sum + loss.data
    model.eval()
    total, hits, n = 0, 0, 0
    with torch.no_grad():
      for x, y in valid_loader:
        ps = model(x)
        total += criterion(ps, y) * x.shape[0]
        hits += (ps.topk(1, dim=1)[1].squeeze(1) == y).sum()
        n += x.shape[0]
    train_losses += [sum / (i + 1)]
    valid_losses += [total / n]
    accuracies += [hits / n]
    print('Epoche', e, 'Verlust', train_losses[-1], valid_losses[-1], accuracies[-1])
    if valid_losses[-1] < min:
      min = valid_losses[-1]
      best = deepcopy(model.state_dict())
      best_epoch = e
    if e - best_epoch == patience:
      break
    e += 1
  plt.plot(train_losses)
  plt.plot(valid_losses)
  model.load_state_dict(best)
  return {'train_loss': train_losses, 'valid_loss': valid_losses,
          'valid_accuracy': accuracies, 'best_epoch': best_epoch, 'epochs': e}
