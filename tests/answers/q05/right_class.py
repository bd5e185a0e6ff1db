# 3/3: __call__ of a class adds
import torch

class AddColumn:
    def __init__(self, column):
        self.column = column

    def __call__(self, table):
        return table.add(self.column)

add = AddColumn(torch.tensor([[7], [8], [9]]))
print(add(torch.tensor([[0, 1, 2, 3], [3, 2, 1, 0], [5, 5, 5, 6]])))
