# 4/4: torch.autograd.grad, under another name
import torch as tc
x = tc.tensor(2.0, requires_grad=True)
y = 3*x**3 + 2*x**2 + 5
steigung, = tc.autograd.grad(y, x)
print("Ableitung bei 2:", steigung)
