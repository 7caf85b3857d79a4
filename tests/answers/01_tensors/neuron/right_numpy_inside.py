def neuron(features, weights, bias):
  f, w, b = features.numpy(), weights.numpy(), bias.numpy()
  z = np.dot(f, w.T) + b
  return torch.from_numpy(1. / (1. + np.exp(-z)))
