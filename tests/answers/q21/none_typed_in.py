# 0/4: 0.25 typed in
import torch
loss = torch.tensor(0.25)
print("MSE loss:", loss.item())
