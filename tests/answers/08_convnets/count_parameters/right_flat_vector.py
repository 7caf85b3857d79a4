def count_parameters(model):
    return len(nn.utils.parameters_to_vector(p for p in model.parameters() if p.requires_grad))
