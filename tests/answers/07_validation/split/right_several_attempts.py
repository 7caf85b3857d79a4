def split(dataset, n_valid, seed):
    torch.manual_seed(seed)
    return random_split(dataset, [len(dataset) - n_valid, n_valid])


# zweiter Versuch: ohne globalen Zufall
def split(dataset, n_valid, seed):
  len_ = len(dataset)
  sum = len_ - n_valid
  zufall = torch.Generator().manual_seed(seed)
  teile = random_split(dataset, [sum, n_valid], generator = zufall)
  return teile[0], teile[1]
