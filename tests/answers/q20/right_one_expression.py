# 5/5: a single expression, only its number shown
import torch
x, w, b, v, c = torch.randn(1, 2), torch.randn(2, 3), torch.randn(3), torch.randn(3, 1), torch.randn(1)
print(f"{(torch.relu(x @ w + b) @ v + c).item():.3f}")
