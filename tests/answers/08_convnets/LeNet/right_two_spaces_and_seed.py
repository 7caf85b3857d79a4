class LeNet(nn.Module):
  def __init__(self):
    super(LeNet, self).__init__()
    torch.manual_seed(0)
    self.conv1 = nn.Conv2d(1, 6, 5)
    self.conv2 = nn.Conv2d(6, 16, 5)
    self.fc = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    for p in self.parameters():
      nn.init.normal_(p, 0, 0.01)

  def forward(self, x):
    pool = nn.MaxPool2d(2, 2)
    relu = nn.ReLU()
    x = pool(relu(self.conv1(x)))
    x = pool(relu(self.conv2(x)))
    return self.fc(x.view(-1, 16*5*5))
