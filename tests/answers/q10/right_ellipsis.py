# 4/4: an ellipsis for the column
import torch
x = torch.tensor([[3, 1, 4], [1, 5, 9], [2, 6, 5]])
row = x[0, ...]
col = x[..., -1]
print(row.tolist(), col.tolist())
