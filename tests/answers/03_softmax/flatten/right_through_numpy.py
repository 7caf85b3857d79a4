def flatten(images):
    array = images.numpy()
    array = np.reshape(array, (array.shape[0], 784))
    return torch.from_numpy(array)
