# 4/4: * is shown beside @ for comparison
import torch
m1 = torch.tensor([[1, 2], [3, 4]])
m2 = torch.tensor([[2, 0], [1, 2]])
print("add\n", m1 + m2)
print("element-wise product\n", m1 * m2)
print("matrix product\n", m1 @ m2)
