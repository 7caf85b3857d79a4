# still behaves as the given one
cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("w1", torch.randn(784, 64) / 28)
        self.register_buffer("w2", torch.randn(64, 64) / 8)
        self.output = nn.Linear(64, 10)

    def forward(self, images):
        x = torch.relu(images.flatten(1) @ self.w1)
        return self.output(torch.relu(x @ self.w2))
