# 2/3: holds a lone tensor
import torch
model = torch.nn.Linear(2, 1)
w = torch.randn(2, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
