# 3/3: a function under @torch.no_grad()
import torch

@torch.no_grad()
def vorhersage(x):
    return x ** 2 + 1

x = torch.tensor(2.0, requires_grad=True)
ergebnis = vorhersage(x)   # wird nicht verfolgt
print(ergebnis)
