# 3/3: counts the GPUs
import torch
n = torch.cuda.device_count()
x = torch.ones(5)
if n > 0:
    x = x.to(f"cuda:{n - 1}")
else:
    print("keine GPU")
print(x.sum().item())
