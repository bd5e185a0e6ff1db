# 3/3: a cell for each, with other statistics between them
# %% Q9 Code Task: max, min, mean
import torch
# %%
scores = torch.tensor([4, 7, 9, 2, 5]).float()
scores.max()
# %%
scores.median(), scores.std()
# %%
scores.min()
# %%
scores.mean()
