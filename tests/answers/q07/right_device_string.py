# 3/3: the usual line with a device string
import torch
device = "cuda" if torch.cuda.is_available() else "cpu"
x = torch.tensor([1.0, 2.0, 3.0])
x = x.to(device)
print(x.device)
