def training_pass(model, images, labels, criterion, optimizer):
    for p in model.parameters():
        p.grad = None
    logits = model(torch.flatten(images, 1))
    loss = criterion(logits, labels)
    print(f"loss {loss:.3f}")
    loss.backward()
    optimizer.step()
    return loss.detach().numpy().item()
