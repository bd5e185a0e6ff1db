# 4/4: percent cells
# %% Q11 Code Task
import torch
x = torch.tensor([6.0], requires_grad=True)
x
# %%
y = x ** 2
y
# %%
y.backward()
# %%
x.grad
