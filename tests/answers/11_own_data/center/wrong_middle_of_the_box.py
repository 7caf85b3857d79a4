# middle of the ink's box
def center(image):
    ink = image[0].nonzero()
    if len(ink) == 0:
        return image
    low, high = ink.min(0).values, ink.max(0).values
    down, right = torch.round(13.5 - (low + high) / 2).int().tolist()
    return F.pad(image, (right, -right, down, -down))
