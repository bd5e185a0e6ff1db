# 2/2: row number equals column number
import torch
i = torch.arange(4)
print((i[:, None] == i[None, :]).float())
