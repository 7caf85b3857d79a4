def count_parameters(model):
    count = 0
    for name, param in model.named_parameters():
        if not param.requires_grad:
            continue
        print(f"{name:20} {tuple(param.shape)}")
        count = count + param.numel()
    return count
