# 5/5: einsum and addmm, in cells
# %%
import torch
g = torch.Generator().manual_seed(5)
x = torch.rand(3, 2, generator=g)
A = torch.rand(2, 6, generator=g) * 2 - 1
a = torch.rand(6, generator=g)
B = torch.rand(6, 1, generator=g) * 2 - 1
b = torch.rand(1, generator=g)
# %%
pre = torch.einsum("nd,dh->nh", x, A) + a
act = pre * (pre > 0)
# %%
torch.addmm(b, act, B)
