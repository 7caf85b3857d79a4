class Classifier(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Flatten(), nn.Dropout(0.1), nn.Linear(784, 25), nn.Sigmoid(),
                         nn.Linear(25, 10), nn.LogSoftmax(dim=1))

save = lambda model, path: torch.save(model.state_dict(), path)

def load(path):
    with open(path, "rb"):
        pass
    model = Classifier()
    failed = None
    try:
        model.load_state_dict(torch.load(path, weights_only=True))
    except Exception as e:
        failed = e
    if failed is not None:
        raise ValueError("%s: %s" % (path, failed))
    model.eval()
    return model
