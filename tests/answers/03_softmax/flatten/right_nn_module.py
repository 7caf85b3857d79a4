flatten = nn.Flatten()
