# 0/3: torch.transpose(x, 0, 1)
import torch
a = torch.tensor([[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]])
b = torch.transpose(a, 0, 1)
print(f"new shape: {b.shape}")
