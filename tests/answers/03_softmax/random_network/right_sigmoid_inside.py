def random_network(inputs, W1, b1, W2, b2):
    def sigmoid(x):
        return 1 / (1 + (-x).exp())
    h = sigmoid(torch.matmul(inputs, W1) + b1)
    print("hidden", h.shape)
    h_out = torch.matmul(h, W2) + b2
    print(h_out)
    return h_out
