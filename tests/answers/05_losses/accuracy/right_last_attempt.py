def accuracy(scores, labels):
    return 100 * (scores.argmax(1) == labels).float().mean()

acc = accuracy(torch.eye(3), torch.tensor([0, 1, 1]))
print(acc)

def accuracy(scores, labels):
    with torch.no_grad():
        return 1 - (scores.argmax(1) != labels).float().mean()
