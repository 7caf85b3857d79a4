# came in train mode and was in eval mode
def first_loss(model, images, labels):
    model.eval()
    with torch.no_grad():
        logits = model(images)
    return F.cross_entropy(logits, labels).item(), math.log(logits.shape[1])
