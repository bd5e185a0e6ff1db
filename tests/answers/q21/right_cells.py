# 4/4: in cells
# %%
import torch
import torch.nn as nn
# %%
x = torch.FloatTensor([1, 2])
y = torch.FloatTensor([1.5, 2.5])
# %%
mse = nn.MSELoss()
mse(x, y)
