# 2/2: the tensor is an attribute of an object
import torch

class Zahlen:
    """Zahlen von 1 bis n"""
    def __init__(self, n):
        self.werte = torch.arange(n) + 1

    def zeigen(self):
        print("Werte:", self.werte)

Zahlen(5).zeigen()
