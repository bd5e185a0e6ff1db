# 4/4: which of the two comes first is the student's own choice
import torch
x = torch.tensor([[1, 2], [3, 4]])
y = torch.tensor([[0, 1], [1, 1]])
print(x + y)
print(y @ x)
