mse = nn.MSELoss()
