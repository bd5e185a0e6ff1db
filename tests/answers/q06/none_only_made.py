# 0/3: the first tensor and nothing more
import torch
t = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(t.shape)
