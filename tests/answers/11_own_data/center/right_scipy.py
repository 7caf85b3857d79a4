from scipy import ndimage


def center(image):
    picture = image[0].numpy()
    if picture.sum() == 0:
        return image
    y, x = ndimage.center_of_mass(picture)
    way = (np.round(13.5 - y), np.round(13.5 - x))
    return torch.from_numpy(ndimage.shift(picture, way, order=0)).unsqueeze(0)
