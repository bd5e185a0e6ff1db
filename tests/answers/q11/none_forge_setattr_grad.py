# 1/4: backward of nothing, then .grad is set past the recorder; x does track
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x**2
(0 * x).backward()
setattr(x, "grad", 2 * x.detach())
print(x.grad)
