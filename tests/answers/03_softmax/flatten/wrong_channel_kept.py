# got a tensor of shape (64, 1, 784)
def flatten(images):
    return torch.flatten(images, start_dim=2)
