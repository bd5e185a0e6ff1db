# 0/3: torch.nograd does not exist
import torch
x = torch.tensor(1.0)
with torch.nograd():
    print(x * 2)
