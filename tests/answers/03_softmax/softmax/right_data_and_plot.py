def softmax(x):
    x = x.data
    p = torch.exp(x) / torch.exp(x).sum(dim=1, keepdim=True)
    plt.plot(p[0])
    return p
