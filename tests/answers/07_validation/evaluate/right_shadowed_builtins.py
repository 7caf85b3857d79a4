def evaluate(model, loader, criterion):
    sum = 0
    len_ = 0
    max = 0
    mode = model.training
    modes = [m.training for m in model.modules()]
    model.eval()
    with torch.no_grad():
        for input, target in loader:
            out = model(input)
            sum += criterion(out, target).item() * input.size(0)
            max += (out.argmax(1) == target).sum().item()
            len_ += input.size(0)
            print("so far", sum / len_)
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    return sum / len_, max / len_
