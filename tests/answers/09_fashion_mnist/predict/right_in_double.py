def predict(model, images):
    mode = model.training
    model.eval()
    with torch.no_grad():
        device = next(model.parameters()).device
        log_ps = model(images.to(device)).cpu().double()
        ps = torch.exp(log_ps)
        ps = ps / ps.sum(dim=1, keepdim=True)
    if mode:
        model.train()
    print(ps[0])
    plt.bar(range(10), ps[0])
    return ps
