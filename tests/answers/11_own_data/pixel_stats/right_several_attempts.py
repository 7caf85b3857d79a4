def pixel_stats(dataset):
    images = torch.stack([image for image, _ in dataset])
    return images.mean(), images.std()

def pixel_stats(dataset):
    sum_x = 0
    sum_x2 = 0
    count = 0
    for i in range(len(dataset)):
        img, _ = dataset[i]
        sum_x += img.sum()
        sum_x2 += torch.sum(img * img)
        count += 28 * 28
    mean = sum_x / count
    std = torch.sqrt(sum_x2 / count - mean * mean)
    return mean.item(), std.item()
