# of the ready correlate2d
def convolve(image, kernel):
    from scipy import signal
    return torch.from_numpy(signal.correlate2d(image.numpy(), kernel.numpy(), mode="valid"))
