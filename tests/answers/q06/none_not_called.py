# 0/3: reshape is named and not called
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.reshape)
