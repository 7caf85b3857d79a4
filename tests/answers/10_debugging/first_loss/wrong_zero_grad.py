# .grad of 'first.weight' has other values
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    model.zero_grad()
    with torch.no_grad():
        logits = model(images)
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return F.cross_entropy(logits, labels).item(), math.log(logits.shape[1])
