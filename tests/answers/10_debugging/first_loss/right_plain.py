def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    with torch.no_grad():
        logits = model(images)
        loss = F.cross_entropy(logits, labels)
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss.item(), math.log(logits.shape[1])
