cause_b = "softmax before the loss"
evidence_b = ("one_batch", 1.75)


def repair_b(model, batches, lr):
    parameters = list(model.parameters())
    history = np.zeros(len(batches))
    for i, (images, labels) in enumerate(batches):
        loss = F.cross_entropy(model(images), labels)
        gradients = torch.autograd.grad(loss, parameters)
        for parameter, gradient in zip(parameters, gradients):
            parameter.data -= lr * gradient
        history[i] = loss.item()
    return history
