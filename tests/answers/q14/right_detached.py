# 3/3: a tracked tensor is detached first
import torch

x = torch.tensor(3.0, requires_grad=True)
y = (x * x).detach()
try:
    y.backward()
except RuntimeError as err:
    message = str(err)
    print(f"backward says: {message}")
print(x.grad)
