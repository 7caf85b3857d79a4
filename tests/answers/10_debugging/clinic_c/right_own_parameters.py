cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        def values(*shape):
            return nn.Parameter(0.05 * torch.randn(*shape))

        self.w1, self.b1 = values(64, 784), values(1, 64)
        self.w2, self.b2 = values(64, 64), values(1, 64)
        self.w3, self.b3 = values(10, 64), values(1, 10)

    def forward(self, images):
        x = images.flatten(1)
        x = torch.relu(x @ self.w1.T + self.b1)
        x = torch.relu(x @ self.w2.T + self.b2)
        return x @ self.w3.T + self.b3
