# 3/3: reshape_as another tensor
import torch
src = torch.tensor([[1, 3, 5], [2, 4, 6]])
like = torch.empty(3, 2)
out = src.reshape_as(like)
print(out)
