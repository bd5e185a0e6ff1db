# 4/4: computed, and nothing shown
import torch
x = torch.tensor(10.0, dtype=torch.float64, requires_grad=True)
y = x * x
y.backward()
