# 3/3: a small class, error kept in an attribute
import torch

class Demo:
    def __init__(self):
        self.x = torch.tensor([2.0, 5.0])
        self.error = None

    def run(self):
        try:
            self.x.prod().backward()
        except RuntimeError as e:
            self.error = e

d = Demo()
d.run()
d.error
