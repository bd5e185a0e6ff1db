# 2/3: the rate is left out: the default is 0.001
import torch
model = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters())
print(opt)
