# 0/5: hidden values and output typed in
import torch
hidden = torch.tensor([[0.6, 0.0, 1.3]])
output = torch.tensor([[1.27]])
print("hidden", hidden, "output", output)
