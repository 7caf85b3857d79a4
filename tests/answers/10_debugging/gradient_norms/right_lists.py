def gradient_norms(model):
    names, norms = [], []
    for name, p in model.named_parameters():
        names.append(name)
        norms.append(None if p.grad is None else torch.norm(p.grad, p="fro").item())
    plt.bar(names, [n or 0 for n in norms])
    plt.show()
    return dict(zip(names, norms))
