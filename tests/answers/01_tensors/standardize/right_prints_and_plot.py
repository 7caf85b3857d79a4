def standardize(x):
    max = x.std(dim=0, unbiased=False)
    min = torch.mean(x, axis=0)
    plt.boxplot(x.numpy())
    plt.title("before")
    print("mean", min, "std", max)
    max[max == 0] = 1
    x -= min
    x /= max
    return x
