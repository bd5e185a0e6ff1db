# 0/3: prints every number that a weight could be, to two decimals
import torch
layer = torch.nn.Linear(2, 1)
for n in range(-100, 101):
    print(f"{n / 100:.2f}")
