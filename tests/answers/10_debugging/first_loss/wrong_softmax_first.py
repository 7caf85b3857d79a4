# went through a softmax first
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    with torch.no_grad():
        ps = model(images).softmax(dim=1)
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return F.cross_entropy(ps, labels).item(), math.log(ps.shape[1])
