# 3/3: three ways in three cells
# %%
import torch
x = torch.tensor([1.0, 4.0], requires_grad=True)
# %%
x.detach()
# %%
with torch.no_grad():
    print(x + 1)
# %%
x.requires_grad_(False)
# %% [markdown]
# backward() follows the graph, detach() cuts it.
