# 0/3: asks where the tensor is, not whether there is a GPU
import torch
x = torch.tensor([1.0, 2.0, 3.0])
print(x.is_cuda)
