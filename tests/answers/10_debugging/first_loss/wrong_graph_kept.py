# a tensor that holds its graph
def first_loss(model, images, labels):
    modes = [module.training for module in model.modules()]
    model.eval()
    logits = model(images)
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return F.cross_entropy(logits, labels), math.log(logits.shape[1])
