# This is the last tensor alone
def count_parameters(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            total = p.numel()
    return total
