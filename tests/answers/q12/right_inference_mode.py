# 3/3: inference_mode
import torch
x = torch.randn(4, requires_grad=True)
with torch.inference_mode():
    z = x.sum()
print(z.item(), z.is_inference())
