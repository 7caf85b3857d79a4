cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    order = torch.randperm(images.size(0))
    return images.index_select(0, order), torch.gather(labels, 0, order)
