# both activations are missing
def two_layer(features, W1, B1, W2, B2):
    return (features @ W1 + B1) @ W2 + B2
