def learns_one_batch(make_model, images, labels, lr, steps):
    model = make_model()
    model.train()
    out = []
    for i in range(steps):
        logits = model.forward(images)
        loss = F.cross_entropy(logits, labels)
        out.append(loss.detach())
        loss.backward()
        for p in model.parameters():
            p.data.sub_(p.grad.data, alpha=lr)
            p.grad = None
    return out
