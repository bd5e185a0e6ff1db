# 0/5: weight 2 and bias 1 are typed in
import torch
from torch import nn
m = nn.Linear(1, 1)
with torch.no_grad():
    m.weight.fill_(2)
    m.bias.fill_(1)
x = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]])
print(m(x))
