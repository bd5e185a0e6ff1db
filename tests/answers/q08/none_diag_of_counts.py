# 0/2: 1, 2, 3, 4 on the diagonal
import torch
I = torch.diag(torch.tensor([1., 2., 3., 4.]))
print(I)
