# the gradient of some is 0
cause_c = "layers not registered"
evidence_c = ("parameters", 2)


class repair_c(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [784, 64, 64, 10]
        self.weights = nn.ParameterList(torch.zeros(a, b) for a, b in zip(sizes, sizes[1:]))
        self.biases = nn.ParameterList(torch.zeros(b) for b in sizes[1:])

    def forward(self, images):
        x = images.flatten(1)
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            x = x @ w + b
            x = torch.relu(x) if i < 2 else x
        return x
