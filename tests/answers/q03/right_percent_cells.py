# 4/4: a cell for each
# %%
import torch
torch.manual_seed(0)
u = torch.rand(2, 3)
u
# %%
u.size()
# %%
u.dtype
