# 0/4: SmoothL1Loss gives 0.125
import torch
print(torch.nn.SmoothL1Loss()(torch.tensor([1.0, 2.0]), torch.tensor([1.5, 2.5])))
