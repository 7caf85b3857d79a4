# came in eval mode and was in train mode
def first_loss(model, images, labels):
    model.eval()
    with torch.no_grad():
        logits = model(images)
    model.train()
    return F.cross_entropy(logits, labels).item(), math.log(logits.shape[1])
