# 4/4: percent cells, everything sliced in turn
# %% Q10
import torch
t = torch.tensor([[6, 1, 8], [7, 5, 3], [2, 9, 4]])
t
# %%
t[0]
# %%
t[1]
# %%
t[:, 0]
# %%
t[:, -1]
# %%
t[-1, -1].item()
