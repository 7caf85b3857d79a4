@torch.no_grad()
def evaluate(model, valloader, criterion):
    before = {m: m.training for m in model.modules()}
    model.eval()
    total, correct, seen = 0, 0, 0
    for inputs, targets in valloader:
        inputs = inputs.view(inputs.shape[0], -1)
        log_ps = model.forward(inputs)
        total += criterion(log_ps, targets) * inputs.size(0)
        ps = torch.exp(log_ps)
        top_p, top_class = ps.topk(1, dim=1)
        equals = top_class == targets.view(*top_class.shape)
        correct += torch.sum(equals.type(torch.FloatTensor)).item()
        seen += inputs.size(0)
    for m, mode in before.items():
        m.train(mode) if not list(m.children()) else setattr(m, "training", mode)
    return total / seen, correct / seen
