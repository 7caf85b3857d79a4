# names from other cells
x = torch.arange(25.0).view(5, 5)
w = torch.tensor([[1.0, 0, -1]] * 3)

def convolve(image, kernel):
    z = torch.zeros(3, 3)
    for i in range(3):
        for j in range(3):
            z[i, j] = (w * x[i : i + 3, j : j + 3]).sum()
    return z
