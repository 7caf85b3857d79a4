# dropout or batch norm was in train mode
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.eval()
    with torch.no_grad():
        logits = model(images)
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return F.cross_entropy(logits, labels).item(), math.log(logits.shape[1])
