def count_parameters(model):
    return np.sum([p.detach().numpy().size for p in model.parameters() if p.requires_grad])
