def center(image):
    # Só os pixels com tinta
    ink = image[0].nonzero()
    if len(ink) == 0:
        return image
    weights = image[0][ink[:, 0], ink[:, 1]]
    middle = (ink * weights[:, None]).sum(0) / weights.sum()
    new = ink + torch.round(13.5 - middle).long()
    inside = ((new >= 0) & (new < 28)).all(1)
    out = torch.zeros_like(image)
    out[0, new[inside, 0], new[inside, 1]] = weights[inside]
    return out
