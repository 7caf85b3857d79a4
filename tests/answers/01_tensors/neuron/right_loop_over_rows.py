def neuron(features, weights, bias):
    outputs = []
    for row in features:
        total = 0
        for i in range(len(row)):
            total = total + row[i] * weights[0][i]
        outputs.append(torch.sigmoid(total + bias[0]))
    return torch.stack(outputs)
