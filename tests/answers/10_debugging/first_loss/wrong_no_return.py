# Does your function end with return?
def first_loss(model, images, labels):
    model.eval()
    logits = model(images)
    print(F.cross_entropy(logits, labels).item(), math.log(logits.shape[1]))
