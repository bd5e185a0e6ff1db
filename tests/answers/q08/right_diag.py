# 2/2: a vector of ones on the diagonal
import torch as pt
einheit = pt.diag(pt.ones(4))  # Einheitsmatrix
print(f"Einheitsmatrix:\n{einheit}")
