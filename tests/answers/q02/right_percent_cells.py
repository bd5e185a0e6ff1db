# 4/4: percent cells, each with a bare last expression
# %% Q2
import torch
t = torch.tensor([10, 20, 30])
t
# %%
a = t.numpy()
a
# %%
torch.from_numpy(a)
