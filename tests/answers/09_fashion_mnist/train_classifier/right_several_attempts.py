from tqdm import tqdm

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 128)
        self.fc2 = nn.Linear(128, 64)
        self.fc3 = nn.Linear(64, 10)
        self.dropout = nn.Dropout(p=0.1)

    def forward(self, x):
        x = self.dropout(F.relu(self.fc1(x.flatten(1))))
        return F.log_softmax(self.fc3(self.dropout(F.relu(self.fc2(x)))))

def train_classifier(train_loader, valid_loader, device):
    return Classifier()

def train_classifier(train_loader, valid_loader, dev):
    net = Classifier()
    net.to(dev)
    sum, list = 0, []
    opt = optim.Adam(net.parameters(), lr=2e-3)
    for epoch in tqdm(range(7)):
        if epoch == 5:
            opt = optim.Adam(net.parameters(), lr=4e-4)
        for step, (x, y) in enumerate(train_loader):
            opt.zero_grad()
            out = net.forward(x.to(dev))
            loss = nn.CrossEntropyLoss()(out, y.to(dev))
            loss.backward()
            opt.step()
            sum += float(loss)
        list.append(sum)
    plt.plot(list)
    plt.show()
    return net
