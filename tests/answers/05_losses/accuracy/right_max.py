def accuracy(scores, labels):
    _, predicted = torch.max(scores.data, 1)
    total = labels.size(0)
    correct = (predicted == labels).sum().item()
    return correct / total
