def count_parameters(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad == True:
            total += p.nelement()
    return total
