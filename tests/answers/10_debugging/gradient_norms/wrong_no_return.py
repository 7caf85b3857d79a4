# Does your function end with return?
def gradient_norms(model):
    for name, p in model.named_parameters():
        print(name, None if p.grad is None else p.grad.norm().item())
