def flatten(images):
    return torch.flatten(images, start_dim=1)
