# 3/3: percent cells with displays
# %%
import torch
torch.cuda.is_available()
# %%
device = "cuda" if torch.cuda.is_available() else "cpu"
device
# %%
t = torch.tensor([3.14])
t = t.to(device=device)
t.device
# %% [markdown]
# `t.device` tells where it is.
