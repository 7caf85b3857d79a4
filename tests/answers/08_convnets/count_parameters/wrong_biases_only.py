# Where are the weights
def count_parameters(model):
    return sum(p.numel() for n, p in model.named_parameters() if "bias" in n and p.requires_grad)
