# 2003 were in memory at once
def pixel_stats(dataset):
    pixels = torch.cat([images.flatten() for images, _ in DataLoader(dataset, 64)])
    return pixels.mean(), pixels.std()
