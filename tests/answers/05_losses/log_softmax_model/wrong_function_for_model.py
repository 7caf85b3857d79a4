# which is none
def log_softmax_model():
    W = torch.randn(784, 10)

    def model(x):
        return F.log_softmax(x @ W, dim=1)

    return model, nn.NLLLoss()
