# 3/3: properties of a class
import torch

class Stats:
    def __init__(self, *numbers):
        self.t = torch.tensor(numbers, dtype=torch.float)

    @property
    def max(self):
        return self.t.max()

    @property
    def min(self):
        return self.t.min()

    @property
    def mean(self):
        return self.t.mean()

s = Stats(4, 7, 9, 2, 5)
print(s.max, s.min, s.mean)
