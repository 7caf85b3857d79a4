class ReluNet(nn.Module):
  """Réseau à deux couches cachées: 784 → 128 → 64 → 10."""
  def __init__(self):
    super(ReluNet, self).__init__()
    self.eingang = nn.Linear(784, 128)
    self.größe = nn.Linear(128, 64)
    self.ausgang = nn.Linear(64, 10)
  def forward(self, x):
    x = F.relu(self.eingang(x))
    x = F.relu(self.größe(x))
    x = F.softmax(self.ausgang(x), dim = 1)
    return x
