# 1.5/3: flattened to six
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.reshape(6))
