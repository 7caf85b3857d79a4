from torch.autograd import Variable

def gradient(f, x):
    z = Variable(x.data, requires_grad=True)
    f(z).sum().backward()
    return z.grad.clone()
