# 1/2: 2x2, typed in
import torch
I = torch.tensor([[1., 0.], [0., 1.]])
print(I, I.shape)
