class Classifier(nn.Module):
  """Réseau à une couche cachée."""

  def __init__(self):
    super().__init__()
    self.hidden = nn.Linear(784, 64)
    self.output = nn.Linear(64, 10)

  def forward(self, x):
    x = x.reshape(len(x), -1)
    h = F.dropout(self.hidden(x).sigmoid(), 0.1, training=self.training)
    z = self.output(h)
    return z - torch.logsumexp(z, dim=1, keepdim=True)
