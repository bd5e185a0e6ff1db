# 3/3: seeded, with an assert of the student's own on the first weight
import torch
torch.manual_seed(0)
lin = torch.nn.Linear(2, 1)
first = lin.weight[0, 0].item()
assert abs(first + 0.0053) < 1e-3, first
print(lin.weight, lin.bias)
