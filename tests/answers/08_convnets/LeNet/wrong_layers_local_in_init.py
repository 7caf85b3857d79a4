# unless self keeps it
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        conv1 = nn.Conv2d(1, 6, 5)
        conv2 = nn.Conv2d(6, 16, 5)
        fc1 = nn.Linear(16 * 5 * 5, 120)
        fc2 = nn.Linear(120, 84)
        fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(conv1(x)), 2)
        x = F.max_pool2d(F.relu(conv2(x)), 2)
        x = x.view(-1, 400)
        x = F.relu(fc1(x))
        x = F.relu(fc2(x))
        return fc3(x)
