# 1/3: a clone still tracks
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.clone()
print(y)
