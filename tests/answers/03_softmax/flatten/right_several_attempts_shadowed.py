def flatten(images):
    return images.view(64, 784)

def flatten(input):
    len = input.shape[0]
    sum = 1
    for n in input.shape[1:]:
        sum *= n
    print("from", input.shape, "to", (len, sum))
    plt.imshow(input[0].squeeze(), cmap="gray")
    return input.resize_(len, sum)
