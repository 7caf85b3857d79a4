def evaluate(model, loader, criterion):
    with torch.no_grad():
        for images, labels in loader:
            pass
    return 0, 0


def genauigkeit(ausgabe, ziel):
    return int((ausgabe.argmax(1) == ziel).sum())


def evaluate(model, loader, criterion):
    verlust, treffer = 0.0, 0
    modi = list(map(lambda m: m.training, model.modules()))
    model.eval()
    with torch.no_grad():
        for bilder, ziele in loader:  # läuft über alle Stapel
            ausgabe = model(bilder)
            verlust += float(criterion(ausgabe, ziele)) * bilder.shape[0]
            treffer += genauigkeit(ausgabe, ziele)
    [setattr(m, "training", t) for m, t in zip(model.modules(), modi)]
    n = len(loader.dataset)
    plt.bar(["Verlust", "Treffer"], [verlust / n, treffer / n])
    return verlust / n, treffer / n
