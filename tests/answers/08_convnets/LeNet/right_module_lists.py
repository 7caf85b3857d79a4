class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)])
        self.dense = nn.ModuleDict({"a": nn.Linear(400, 120), "b": nn.Linear(120, 84), "c": nn.Linear(84, 10)})

    def forward(self, x):
        for conv in self.convs:
            x = F.max_pool2d(conv(x).clamp(min=0), 2)
        x = torch.flatten(x, start_dim=1)
        for name in "ab":
            x = self.dense[name](x).relu()
        return self.dense["c"](x)
