# 3/3: model and optimiser as attributes
import torch

class Training:
    rate = 0.01

    def __init__(self, n):
        self.model = torch.nn.Linear(n, 1)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=self.rate)

t = Training(7)
print(t.optimizer)
