# make an object of the class
mse = nn.MSELoss
