# 5/5: LBFGS with a closure
import torch
from torch import nn
X = torch.tensor([[1.], [2.], [3.], [4.], [5.]])
Y = torch.tensor([[3.], [5.], [7.], [9.], [11.]])
m = nn.Sequential(nn.Linear(1, 1))
opt = torch.optim.LBFGS(m.parameters(), lr=0.5)
seen = []
def closure():
    opt.zero_grad()
    loss = nn.MSELoss()(m(X), Y)
    loss.backward()
    seen.append(loss.item())
    return loss
for _ in range(5):
    opt.step(closure)
print(seen[0], '=>', seen[-1])
m(X)
