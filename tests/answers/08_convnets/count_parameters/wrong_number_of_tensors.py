# This is the number of tensors
def count_parameters(model):
    return len(list(model.parameters()))
