# the buffer 'norm.running_mean' changed
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    with torch.no_grad():
        loss = F.cross_entropy(model(images), labels).item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss, math.log(model(images).shape[1])
