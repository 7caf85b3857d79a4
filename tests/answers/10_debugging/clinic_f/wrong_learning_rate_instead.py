# is it 'learning rate too large'
cause_f = "learning rate too large"
evidence_f = ("update_ratio", 0.2)


def repair_f(images, labels):
    order = torch.randperm(len(images))
    return images[order], labels[order]
