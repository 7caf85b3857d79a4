neuron = lambda f, w, b: torch.sigmoid(torch.addmm(b, f, w.permute(1, 0)))
