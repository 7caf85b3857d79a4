def first_loss(model, images, labels):
    modes = {name: module.training for name, module in model.named_modules()}
    model.train(False)
    z = model(images).detach().numpy().astype(np.float64)
    for name, module in model.named_modules():
        module.training = modes[name]
    rows = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels.numpy()]
    return [np.mean(rows), np.log(z.shape[1])]
