# 3/3: cuda, then mps, then cpu
import torch

if torch.cuda.is_available():
    device = "cuda"
elif torch.backends.mps.is_available():
    device = "mps"
else:
    device = "cpu"
print("using", device)
x = torch.linspace(0, 1, 4)
y = x.to(device, dtype=torch.float64)
print(y)
