# of the ready
def convolve(image, kernel):
    layer = nn.Conv2d(1, 1, kernel.shape[0], bias=False)
    with torch.no_grad():
        layer.weight[0, 0] = kernel
        return layer(image.unsqueeze(0).unsqueeze(0))[0, 0]
