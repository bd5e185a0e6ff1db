# 3/3: view, left in a variable
import torch
a = torch.tensor([[10., 20., 30.], [40., 50., 60.]])
b = a.view(3, 2)
print(b.shape)
