def accuracy(scores, labels):
    right = 0
    for i in range(len(labels)):
        if torch.argmax(scores[i]) == labels[i]:
            right += 1
    return right / len(labels)
