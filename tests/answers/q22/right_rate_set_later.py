# 3/3: the rate is set afterwards, in cells
# %%
import torch
model = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
# %%
for group in opt.param_groups:
    group["lr"] = 0.01
# %%
opt
