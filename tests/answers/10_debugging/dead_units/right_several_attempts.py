def dead_units(activations):
    return (activations == 0).any(0).nonzero()


def dead_units(activations):
  # a unit that is off for all of them
  off = torch.all(torch.eq(activations, 0), 0)
  return torch.arange(len(off))[off].tolist()
