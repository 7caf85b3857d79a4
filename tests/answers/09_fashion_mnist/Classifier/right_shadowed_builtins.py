hidden = [256, 64]
p_drop = 0.25

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        input = 784
        list = nn.ModuleList()
        for size in hidden:
            list.append(nn.Linear(input, size))
            input = size
        self.layers = list
        self.last = nn.Linear(input, 10)
        self.drop = nn.Dropout(p_drop)

    def forward(self, input):
        input = input.view(len(input), -1)
        for layer in self.layers:
            input = self.drop(torch.relu(layer(input)))
        sum = self.last(input)
        return sum - torch.logsumexp(sum, dim=1, keepdim=True)

model = Classifier()
print(model)
