# name 'classifier' is not defined
def predict(model, images):
    classifier.eval()
    with torch.no_grad():
        return classifier(images).exp()
