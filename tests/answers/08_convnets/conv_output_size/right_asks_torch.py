def conv_output_size(size, kernel, stride=1, padding=0):
    conv = nn.Conv2d(1, 1, kernel, stride=stride, padding=padding)
    x = torch.randn(1, 1, size, size)
    return conv(x).shape[2]
