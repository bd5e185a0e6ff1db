# 4/4: a class with two methods
import torch

class Pair:
    def __init__(self, first, second):
        self.first, self.second = first, second

    def add(self):
        return self.first + self.second

    def multiply(self):
        return self.first @ self.second

pair = Pair(torch.tensor([[1.5, 2.5], [3.5, 4.5]]), torch.tensor([[0.1, 0.2], [0.3, 0.4]]))
print(pair.add())
print(pair.multiply())
