# 1/3: asks, then moves to the CPU whatever the answer
import torch
print("cuda?", torch.cuda.is_available())
x = torch.tensor([2.0, 4.0])
x = x.to("cpu")
x.device
