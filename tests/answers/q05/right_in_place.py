# 3/3: added in place, only the total printed by item()
from torch import tensor
table = tensor([[1., 2., 3., 4.], [5., 6., 7., 8.], [9., 0., 1., 2.]])
column = tensor([[0.5], [1.5], [2.5]])
table += column
print(table.sum().item())
