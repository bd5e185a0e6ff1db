# 1/3: Adam with rate 0.1
import torch
m = torch.nn.Linear(2, 1)
o = torch.optim.Adam(m.parameters(), lr=0.1)
print(o)
