# 6/6: logits, decided at 0
import torch, torch.nn as nn
inp = torch.tensor([[0.,0.],[1.,0.],[0.,1.],[1.,1.]])
tgt = torch.tensor([0.,0.,0.,1.])
lin = nn.Linear(2, 1)
opt = torch.optim.Adam(lin.parameters(), lr=0.1)
lossf = nn.BCEWithLogitsLoss()
for i in range(250):
    z = lin(inp).view(-1)
    loss = lossf(z, tgt)
    opt.zero_grad()
    loss.backward()
    opt.step()
for row, z in zip(inp, lin(inp)):
    print(row.tolist(), "AND ->", bool(z > 0))
