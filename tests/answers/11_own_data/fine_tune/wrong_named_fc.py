# object has no attribute
def fine_tune(model, classes):
    for parameter in model.parameters():
        parameter.requires_grad = False

    model.fc = nn.Linear(model.fc.in_features, classes)
    return model
