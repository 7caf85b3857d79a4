# got a list of
def count_parameters(model):
    return [p.numel() for p in model.parameters() if p.requires_grad]
