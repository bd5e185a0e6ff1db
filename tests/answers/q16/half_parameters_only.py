# 2/4: shows W and b, never computes an output
import torch

model = torch.nn.Sequential(torch.nn.Linear(2, 1))
for name, p in model.named_parameters():
    print(name, p.data)
print("y = Wx + b")
