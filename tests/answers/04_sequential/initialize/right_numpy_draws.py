def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            w = np.random.normal(0, 0.01, size=tuple(m.weight.shape))
            m.weight.data = torch.from_numpy(w).float()
            if m.bias is not None:
                m.bias.data = torch.from_numpy(np.zeros(m.bias.shape[0])).float()
