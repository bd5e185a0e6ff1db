# 6/6: two cells, checked against torch afterwards
# %%
import torch
def relu(x):
    return x.clamp(0)
def sigmoid(x):
    x = x.clamp(-80, 80)   # 防止溢出
    return 1.0 / (1.0 + torch.exp(-x))
# %%
xs = torch.arange(-5, 5.5, 0.5)
assert torch.allclose(relu(xs), torch.relu(xs))
assert torch.allclose(sigmoid(xs), torch.sigmoid(xs))
sigmoid(xs)
