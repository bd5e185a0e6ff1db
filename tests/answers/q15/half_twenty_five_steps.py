# 3/5: goes on to 25 steps
import torch
w = torch.tensor(-2.0)
for _ in range(25):
    w = w - 0.1 * 2 * (w - 3)
print(f"w = {w}")
