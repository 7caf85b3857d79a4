# 'model'
net = nn.Linear(3, 2)

def gradient_norms(module):
    norms = {}
    for name, p in model.named_parameters():
        norms[name] = None if p.grad is None else p.grad.norm().item()
    return norms
