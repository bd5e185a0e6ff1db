# 3/3: a class of its own, state_dict().items()
import torch
import torch.nn as nn

class Modelo(nn.Module):
    def __init__(self):
        super().__init__()
        self.capa = nn.Linear(3, 3)

    def forward(self, x):
        return self.capa(x)

modelo = Modelo()
for clave, valor in modelo.state_dict().items():
    print(clave, "->", valor)
