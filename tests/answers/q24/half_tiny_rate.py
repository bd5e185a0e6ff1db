# 4/6: from zero weights with a tiny rate: 0 for every row so far
import torch
import torch.nn as nn
x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([[0.], [0.], [0.], [1.]])
net = nn.Linear(2, 1)
nn.init.zeros_(net.weight)
nn.init.zeros_(net.bias)
opt = torch.optim.SGD(net.parameters(), lr=0.01)
for _ in range(100):
    opt.zero_grad()
    p = torch.sigmoid(net(x))
    loss = nn.functional.binary_cross_entropy(p, y)
    loss.backward()
    opt.step()
print((p > 0.5).long().tolist())
