# name 'classifier' is not defined. `classifier` is not one of its arguments (model, images)
def predict(model, images):
    classifier.eval()
    with torch.no_grad():
        return classifier(images).exp()
