# 3/3: not caught, in a cell of its own
# %%
import torch

# %%
# Q14 Code Task: show the error of backward
w = torch.rand(4)
loss = (w * 3).mean()

# %%
loss.backward()
