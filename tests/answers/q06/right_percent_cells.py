# 3/3: percent cells, with a transpose shown beside it
# %%
import torch
a = torch.arange(1, 7).view(2, 3)
a
# %%
a.view(3, 2)
# %% not the same!
a.T
