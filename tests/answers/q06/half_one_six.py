# 1.5/3: reshaped to a single row
import torch
t = torch.tensor([[2., 4., 6.], [8., 10., 12.]])
t.view(1, -1)
