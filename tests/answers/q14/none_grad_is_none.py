# 0/3: shows that grad is None
import torch
x = torch.tensor(1.0)
y = 3 * x
print(x.grad, y.grad_fn)
