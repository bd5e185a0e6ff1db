# 3/3: computed under no_grad
import torch
x = torch.tensor([1., 2.], requires_grad=True)
with torch.no_grad():
    s = (x ** 3).sum()
print(s.requires_grad)
try:
    s.backward()
except RuntimeError as e:
    print(e)
