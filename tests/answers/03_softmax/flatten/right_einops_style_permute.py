def flatten(images):
    images = images.permute(0, 2, 3, 1).contiguous()
    return images.view(images.size(0), -1)
