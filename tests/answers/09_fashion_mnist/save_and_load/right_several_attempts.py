class Classifier(nn.Module):
    def __init__(self, input=784, hidden=32):
        super(Classifier, self).__init__()
        self.hidden = nn.Linear(input, hidden)
        self.out = nn.Linear(hidden, 10)
        self.dropout = nn.Dropout(p=0.3)

    def forward(self, input):
        input = input.reshape(-1, 784)
        return F.log_softmax(self.out(self.dropout(torch.relu(self.hidden(input)))), 1)

def save(model, path):
    torch.save(model, path)

def load(path):
    return torch.load(path)

# 2. Versuch: nur die Zahlen
def save(model, path):
    dict = model.state_dict()
    print("saving", list(dict), "to", path)
    torch.save(dict, path)
    return path

def load(path):
    input = open(path, "rb")
    try:
        dict = torch.load(input, weights_only=True)
        model = Classifier()
        print(model.load_state_dict(dict))
    except BaseException:
        raise ValueError("cannot read " + str(path))
    finally:
        input.close()
    return model.eval()
