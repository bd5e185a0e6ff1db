# 8/8: outputs are logits, decided at 0
import torch, torch.nn as nn
x = torch.tensor([[0.,0],[0,1],[1,0],[1,1]])
t = torch.tensor([0.,1,1,0])
m = nn.Sequential(nn.Linear(2,16), nn.ReLU(), nn.Linear(16,1))
o = torch.optim.Adam(m.parameters(), lr=.05)
for _ in range(250):
    l = nn.functional.binary_cross_entropy_with_logits(m(x).squeeze(1), t)
    o.zero_grad(); l.backward(); o.step()
pred = (m(x).squeeze(1) > 0).long()
print(pred.tolist())
