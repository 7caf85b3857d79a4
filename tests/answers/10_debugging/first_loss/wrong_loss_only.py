# expected two numbers, (loss, ln K)
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    with torch.no_grad():
        loss = F.cross_entropy(model(images), labels).item()
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return loss
