def first_loss(model, images, labels):
    # switch exactly what is on, and switch it on again
    on = [m for m in model.modules() if m.training]
    for m in on:
        m.training = False
    logits = model(images.view(images.shape[0], -1)).detach()
    for m in on:
        m.training = True
    log_ps = F.log_softmax(logits, dim=1)
    loss = -log_ps[range(len(labels)), labels].mean()
    return loss, torch.tensor(float(logits.shape[1])).log()
