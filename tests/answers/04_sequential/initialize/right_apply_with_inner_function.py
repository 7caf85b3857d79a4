def initialize(model):
    def init_weights(m):
        if isinstance(m, nn.Linear):
            torch.nn.init.normal_(m.weight, std=0.01)
            if m.bias is not None:
                m.bias.data.fill_(0.0)

    model.apply(init_weights)
