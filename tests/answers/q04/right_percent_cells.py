# 4/4: percent cells with displays
# %% Q4 Code Task
import torch
# %%
a = torch.tensor([[1, 1], [2, 3]])
b = torch.tensor([[5, 8], [13, 21]])
# %%
a + b
# %%
a @ b
# %% [markdown]
# `*` multiplies entry by entry, `@` rows by columns.
