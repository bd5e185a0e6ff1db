# 8/8: cells, tries some starts and keeps the best
# %%
import torch
from torch import nn
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
Y = torch.tensor([[0.], [1.], [1.], [0.]])

# %%
def fit(seed):
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())
    opt = torch.optim.Adam(net.parameters(), lr=0.1)
    for _ in range(150):
        opt.zero_grad()
        loss = nn.functional.binary_cross_entropy(net(X), Y)
        loss.backward()
        opt.step()
    return loss.item(), net

# %%
best_loss, best = min((fit(s) for s in range(3)), key=lambda p: p[0])
print("best loss", best_loss)

# %%
best(X)
