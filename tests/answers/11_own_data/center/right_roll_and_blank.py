def center(image):
    total = image.sum()
    if total == 0:
        return image.clone()
    places = torch.arange(28.0)
    row = (image[0].sum(1) * places).sum() / total
    column = (image[0].sum(0) * places).sum() / total
    down, right = round(13.5 - row.item()), round(13.5 - column.item())
    moved = torch.roll(image, (down, right), dims=(1, 2))
    if down > 0:
        moved[:, :down] = 0
    if down < 0:
        moved[:, down:] = 0
    if right > 0:
        moved[:, :, :right] = 0
    if right < 0:
        moved[:, :, right:] = 0
    return moved
