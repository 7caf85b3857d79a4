def first_loss(model, images, labels):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = model(images)
    model.train(was_training)
    return F.cross_entropy(logits, labels).item(), math.log(logits.shape[1])
