# got the text
def count_parameters(model):
    return f"{sum(p.numel() for p in model.parameters() if p.requires_grad):,}"
