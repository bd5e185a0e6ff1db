# 5/5: random start, cells, double
# %%
import torch
w = torch.randn(1, dtype=torch.float64, requires_grad=True)
start = w.item()
# %%
def etape():
    perte = ((w - 3) ** 2).sum()
    perte.backward()
    with torch.no_grad():
        w.copy_(w - 0.1 * w.grad)
    w.grad.zero_()
# %%
for _ in range(10):
    etape()
# %%
start, w.item()
