# 4/4: item() in an f-string is the only trace
import torch
x = torch.tensor(2., requires_grad=True)
f = 3*x**3 + 2*x**2 + 5
f.backward()
print(f"f'(2) = {x.grad.item():.1f}")
