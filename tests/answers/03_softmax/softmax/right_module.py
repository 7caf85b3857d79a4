softmax = nn.Softmax(dim=1)
