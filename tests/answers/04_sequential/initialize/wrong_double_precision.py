# expected torch.float32 as before
def initialize(model):
    for m in model.modules():
        if isinstance(m, nn.Linear):
            m.weight.data = torch.tensor(np.random.normal(0, 0.01, m.weight.shape))
            if m.bias is not None:
                m.bias.data = torch.tensor(np.zeros(m.bias.shape))
