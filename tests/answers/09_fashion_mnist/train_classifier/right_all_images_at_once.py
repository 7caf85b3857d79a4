import copy

def train_classifier(train_loader, valid_loader, device):
    # all batches as one tensor: faster
    def together(loader):
        pairs = [(x, y) for x, y in loader]
        return torch.cat([x for x, _ in pairs]).to(device), torch.cat([y for _, y in pairs]).to(device)

    x, y = together(train_loader)
    xv, yv = together(valid_loader)
    torch.manual_seed(1)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Dropout(0.1),
                        nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)).to(device)
    loss_fn = nn.CrossEntropyLoss()
    opt = optim.RMSprop(net.parameters(), lr=0.001, momentum=0.5)
    best, weights = 0.0, None
    for epoch in range(8):
        net.train()
        opt.param_groups[0]["lr"] = 0.001 if epoch < 6 else 0.0002
        for rows in torch.randperm(len(x)).split(256):
            opt.zero_grad()
            loss_fn(net(x[rows]), y[rows]).backward()
            opt.step()
        net.eval()
        with torch.no_grad():
            right = (net(xv).argmax(1) == yv).float().mean().item()
        if right > best:
            best, weights = right, copy.deepcopy(net.state_dict())
    net.load_state_dict(weights)
    return net
