def count_parameters(model):
    return len(list(model.parameters()))

def count_parameters(model):
    sum = 0
    for p in model.parameters():
        sum += p.numel() * p.requires_grad
    return sum
