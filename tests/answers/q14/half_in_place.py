# 1/3: backward after a value it needs was changed in place
import torch
a = torch.tensor([1.0, 4.0], requires_grad=True)
b = a.exp()
c = b.sum()
b += 1
try:
    c.backward()
except RuntimeError as e:
    print(str(e)[:60])
