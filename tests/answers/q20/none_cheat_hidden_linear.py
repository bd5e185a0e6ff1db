# 0/5: nn.Linear behind a computed name
import torch
L = getattr(torch.nn, "Lin" + "ear")
a, b = L(3, 4), L(4, 1)
x = torch.randn(2, 3)
print(b(torch.relu(a(x))))
