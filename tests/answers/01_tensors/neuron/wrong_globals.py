# `features`, `weights`, `bias` from elsewhere in the notebook, and never `x`
torch.manual_seed(7)
features = torch.randn((1, 5))
weights = torch.randn_like(features)
bias = torch.randn((1, 1))

def neuron(x, w, b):
    return torch.sigmoid(features @ weights.T + bias)
