# got a class. Which object learned?
def train_classifier(train_loader, valid_loader, device):
    class Classifier(nn.Module):
        pass

    return Classifier
