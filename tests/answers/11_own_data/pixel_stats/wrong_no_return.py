# Does your function end with return
def pixel_stats(dataset):
    n = s = 0
    for image, _ in dataset:
        n += image.numel()
        s += image.sum().item()
    mean = s / n
