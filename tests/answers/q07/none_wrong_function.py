# 0/3: torch.cuda.available does not exist
import torch
if torch.cuda.available():
    x = torch.ones(1).cuda()
