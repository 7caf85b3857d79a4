from torch.func import functional_call

def first_loss(model, images, labels):
    modes = [(m, m.training) for m in model.modules()]
    tensors = {k: v.detach() for k, v in model.state_dict().items()}
    model.eval()
    logits = functional_call(model, tensors, (images,))
    for m, mode in modes:
        m.train(mode) if not list(m.children()) else None
        m.training = mode
    return (F.cross_entropy(logits, labels).item(),
            math.log(logits.shape[-1]))
