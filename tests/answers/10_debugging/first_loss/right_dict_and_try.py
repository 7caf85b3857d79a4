def first_loss(model, images, labels):
    was = {m: m.training for m in model.modules()}
    try:
        model.eval()
        with torch.inference_mode():
            logits = model.forward(images)
    finally:
        for m in was:
            m.training = was[m]
    return float(F.cross_entropy(logits, labels)), float(np.log(len(logits[0])))
