two_layer = lambda x, W1, B1, W2, B2: ((x @ W1 + B1).sigmoid() @ W2 + B2).sigmoid()
