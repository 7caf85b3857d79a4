import copy

def first_loss(model, images, labels):
    twin = copy.deepcopy(model)
    twin.eval()
    logits = twin(images)
    return nn.CrossEntropyLoss()(logits, labels).item(), np.log(logits.size(-1))
