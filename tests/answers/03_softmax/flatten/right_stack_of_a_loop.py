def flatten(images):
    rows = []
    for image in images:
        rows.append(image.view(-1))
    return torch.stack(rows)
