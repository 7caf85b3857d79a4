def activation(x):
    return 1 / (1 + torch.exp(-x))

def two_layer(features, W1, B1, W2, B2):
    input = features
    sum = torch.mm(input, W1) + B1
    F = activation(sum)
    print("hidden:", F)
    plt.hist(F.flatten().numpy())
    sum = torch.mm(F, W2)
    sum += B2
    return activation(sum)
