def predict(model, images):
    return model(images)

# 2
def predict(model, images):
    sum = model.training
    model.eval()
    with torch.no_grad():
        max = torch.exp(model(images.to(next(model.parameters()).device)))
    print(max.sum(dim=1))
    plt.bar(range(10), max[0].cpu())
    model.train(sum)
    return max.cpu()

# a test of mine
print(predict(nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(1)), torch.zeros(2, 1, 28, 28)).shape)
