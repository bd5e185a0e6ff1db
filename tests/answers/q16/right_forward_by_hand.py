# 4/4: holds a Linear, the formula is written out in forward
import torch
import torch.nn as nn

class Model(nn.Module):
    def __init__(self):
        super(Model, self).__init__()
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        # Wx + b, wie im Skript
        return x @ self.fc.weight.t() + self.fc.bias

model = Model()
daten = torch.randn(8, 5)
ausgabe = model(daten)
print(ausgabe)
