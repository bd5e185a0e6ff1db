# 4/4: at 1, 2 and 3 in a loop
import torch
gradients = []
for v in [1.0, 2.0, 3.0]:
    x = torch.tensor(v, requires_grad=True)
    (3 * x**3 + 2 * x**2 + 5).backward()
    gradients.append(x.grad.item())
print(gradients)
