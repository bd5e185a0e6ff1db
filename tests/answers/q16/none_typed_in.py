# 0/4: the output is typed in
import torch
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([[-0.1874]])
print("Model output:", y)
