def random_network(inputs, W1, b1, W2, b2, activation=torch.sigmoid):
  input = inputs
  sum = torch.matmul(input, W1) + b1
  sum = activation(sum)
  sum = torch.matmul(sum, W2) + b2
  return sum
