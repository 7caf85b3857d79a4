def shifted(image, steps, dim):
    image = image.transpose(1, dim)
    blank = torch.zeros(1, abs(steps), 28)
    if steps > 0:
        image = torch.cat([blank, image[:, :-steps]], dim=1)
    elif steps < 0:
        image = torch.cat([image[:, -steps:], blank], dim=1)
    return image.transpose(1, dim)


def center(image):
    ink = image.sum()
    if ink == 0:
        return image
    place = torch.arange(28)
    y = float((image.sum(2) * place).sum() / ink)
    x = float((image.sum(1) * place).sum() / ink)
    print(y, x)
    return shifted(shifted(image, round(13.5 - y), 1), round(13.5 - x), 2)
