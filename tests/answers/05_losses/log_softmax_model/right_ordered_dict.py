from collections import OrderedDict

def log_softmax_model(input_size=784, hidden=(128, 64), output_size=10):
    model = nn.Sequential(OrderedDict([
        ("fc1", nn.Linear(input_size, hidden[0])),
        ("act1", nn.Tanh()),
        ("fc2", nn.Linear(hidden[0], hidden[1])),
        ("act2", nn.Tanh()),
        ("logits", nn.Linear(hidden[1], output_size)),
        ("log_probs", nn.LogSoftmax(-1)),
    ]))
    print(model)
    return [model, nn.NLLLoss()]
