# .grad of 'first.weight' was None
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    logits = model(images)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss.item(), math.log(logits.shape[1])
