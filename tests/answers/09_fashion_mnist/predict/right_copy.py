import copy

def predict(model, images):
    twin = copy.deepcopy(model).to("cpu").eval()
    return twin(images.cpu()).exp().detach()
