"""Class names of the data sets, in the order of their label numbers."""

MNIST_CLASSES = tuple("0123456789")

FASHION_CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
