# 3/3: momentum and weight decay as well
import torch
lin = torch.nn.Linear(2, 2)
opt = torch.optim.SGD(lin.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
print(f"{opt.state_dict()}")
