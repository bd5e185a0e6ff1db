# 6/6: logits in training, sigmoid and 0.5 to decide
import torch
import torch.nn as nn
import torch.nn.functional as F

entradas = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
salidas = torch.tensor([[0.0], [0.0], [0.0], [1.0]])

red = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
opt = torch.optim.Adam(red.parameters(), lr=0.1)
for paso in range(200):
    perdida = F.binary_cross_entropy_with_logits(red(entradas), salidas)
    opt.zero_grad()
    perdida.backward()
    opt.step()

prob = torch.sigmoid(red(entradas))
pred = (prob >= 0.5).float()
print("probabilidades", prob.flatten().tolist())
print("exactitud", (pred == salidas).float().mean().item())
