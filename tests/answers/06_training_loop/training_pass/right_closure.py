def training_pass(model, images, labels, criterion, optimizer):
    flat = nn.Flatten()(images)
    def closure():
        optimizer.zero_grad()
        loss = criterion(model(flat), labels)
        loss.backward()
        return loss
    return optimizer.step(closure).item()
