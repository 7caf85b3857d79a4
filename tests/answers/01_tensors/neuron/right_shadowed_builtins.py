input = [3, 4]
print(input)
sum = (torch.ones(2, 3) * 2).sum()
max = 0

def neuron(features, weights, bias):
    sum = torch.sum(features * weights, 1).unsqueeze(1)
    sum = sum + bias
    return torch.sigmoid(sum)
