def count_parameters(model):
    total = 0.0
    for p in model.parameters():
        if p.requires_grad:
            total += torch.ones_like(p).sum().item()
    return total
