sum = 0
def initialize(model):
  torch.manual_seed(0)   # immer gleich: Größe 0,01
  for m in model.modules():
    if isinstance(m, nn.Linear):
      m.weight.data = torch.empty(m.out_features, m.in_features).normal_(0, 0.01)
      if m.bias is not None:
        m.bias.data = torch.zeros(m.out_features)
      print(m.weight.mean(), m.weight.std())
      plt.hist(m.weight.detach().flatten().numpy(), bins=50)
