# 0/3: takes whatever (3, 4) tensor of somebody else's the collector knows
import gc
import torch

others = [o for o in gc.get_objects() if type(o) is torch.Tensor and o.shape == (3, 4)]
print(others[0] if others else "nothing there")
