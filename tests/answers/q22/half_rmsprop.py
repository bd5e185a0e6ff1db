# 2/3: RMSprop with the right rate
import torch
m = torch.nn.Linear(2, 1)
o = torch.optim.RMSprop(m.parameters(), lr=0.01)
print(o)
