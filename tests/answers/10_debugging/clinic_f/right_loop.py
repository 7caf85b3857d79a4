cause_f = "labels out of step"
evidence_f = ("labels", 1)


def repair_f(images, labels):
    new_images, new_labels = [], []
    for i in torch.randperm(len(images)).tolist():
        new_images.append(images[i])
        new_labels.append(int(labels[i]))
    return torch.stack(new_images), torch.tensor(new_labels)
