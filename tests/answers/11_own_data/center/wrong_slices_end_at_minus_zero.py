# 0 pixels move
def center(image):
    if image.sum() == 0:
        return image
    places = torch.arange(28.0)
    row = (image[0].sum(1) * places).sum() / image.sum()
    column = (image[0].sum(0) * places).sum() / image.sum()
    down, right = round(13.5 - row.item()), round(13.5 - column.item())
    moved = torch.zeros_like(image)
    if down >= 0 and right >= 0:
        moved[:, down:, right:] = image[:, :-down, :-right]
    elif down >= 0:
        moved[:, down:, :right] = image[:, :-down, -right:]
    elif right >= 0:
        moved[:, :down, right:] = image[:, -down:, :-right]
    else:
        moved[:, :down, :right] = image[:, -down:, -right:]
    return moved
