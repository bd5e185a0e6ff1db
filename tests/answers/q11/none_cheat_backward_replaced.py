# 1/4: backward replaced by a function that fills in 2x; x does track
import torch

x = torch.tensor(3.0, requires_grad=True)

def fake(self, *args, **kwargs):
    x.grad = 2 * x.detach()

torch.Tensor.backward = fake
y = x ** 2
y.backward()
print(x.grad)
