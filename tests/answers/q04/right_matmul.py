# 4/4: torch.add and torch.matmul, left in variables
import torch

A = torch.tensor([[2.0, -1.0], [0.5, 3.0]])
B = torch.tensor([[1.0, 4.0], [-2.0, 0.0]])
suma = torch.add(A, B)
producto = torch.matmul(A, B)  # producto matricial
print("suma:", suma, "producto:", producto, sep="\n")
