# 0/5: no activation: all is positive, and a copy is made where a ReLU belongs
import torch
x = torch.tensor([[1.0, 2.0]])
W1 = torch.tensor([[0.5, 1.5, 2.5], [3.5, 0.25, 0.75]])
b1 = torch.tensor([0.1, 0.2, 0.3])
W2 = torch.tensor([[1.1], [2.2], [3.3]])
b2 = torch.tensor([0.7])
h = x @ W1 + b1
h = h.clone()
print(h @ W2 + b2)
