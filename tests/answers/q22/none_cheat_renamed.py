# 2/3: Adam dressed as SGD
import torch

class SGD(torch.optim.Adam):
    pass

torch.optim.SGD = SGD
model = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.01)
print(type(opt).__name__)
