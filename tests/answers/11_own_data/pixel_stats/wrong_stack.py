# 2003 were in memory at once
def pixel_stats(dataset):
    images = torch.stack([image for image, _ in dataset])
    return images.mean().item(), images.std().item()
