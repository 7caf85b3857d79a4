# `images` from elsewhere in the notebook, and never `x`
images = torch.rand(64, 1, 28, 28)

def flatten(x):
    return images.view(images.shape[0], -1)
